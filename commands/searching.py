"""The commands that make documents searchable and search them."""

from __future__ import annotations

from pathlib import Path

import click

from commands.extras import require
from console import Progress
from console.output import print_json
from console.setup import Setup


@click.command(name="index")
@click.option("--rebuild", is_flag=True, help="全部重建，而不是只编入有变化的文件")
@click.option("--new", is_flag=True, help="换用现在的数据库：原来的已丢失，从头开始")
@click.pass_obj
def index_command(setup: Setup, rebuild: bool, new: bool) -> None:
    """把有变化的文件编入索引；正在运行的检索服务会自动用上新索引。

    \b
    示例：
      gongkai index
      gongkai index --rebuild
    """
    from commands.index_progress import build_with_progress
    from commands.personal_check import check_what_came
    from console.reports.indexing import print_build
    from corpus.store import adopt, open_own_store, open_store

    config = setup.config()
    with open_store(config.store_url) if new else open_own_store(config) as store:
        if new:
            adopt(store, config)
        print_build(build_with_progress(store, config, rebuild=rebuild, new=new))
        check_what_came(store)


@click.command()
@click.option("--host", help="监听的地址，默认取自配置文件")
@click.option("--port", type=click.IntRange(1, 65535), help="监听的端口，默认取自配置文件")
@click.option("--processes", type=click.IntRange(1, 64), default=1, show_default=True, help="应答的进程数")
@click.pass_obj
def serve(setup: Setup, host: str | None, port: int | None, processes: int) -> int:
    """打开检索、目录和指南的网页服务，按 Ctrl-C 停止。

    \b
    示例：
      gongkai serve
      gongkai serve --host 0.0.0.0 --port 80 --processes 4
    """
    from commands.serving import serve_here, serve_in_processes

    config = setup.config()
    host, port = host or config.web.host, port or config.web.port
    if processes > 1:
        return serve_in_processes(config, host, port, processes)
    serve_here(config, host, port, browse=False)
    return 0


@click.command()
@click.option(
    "--queries", required=True, type=click.Path(path_type=Path), help="问题：每行一个，编号、制表符、问题"
)
@click.option(
    "--qrels", required=True, type=click.Path(path_type=Path), help="评判：TREC qrels 格式，编号 0 网址 1"
)
@click.option(
    "--run", "run_path", type=click.Path(path_type=Path, dir_okay=False), help="把检索结果写成 TREC run"
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出")
@click.pass_obj
def evaluate(setup: Setup, queries: Path, qrels: Path, run_path: Path | None, as_json: bool) -> None:
    """用已知答案的问题衡量检索的质量和速度，供调整权重和词表时比较。

    \b
    示例：
      gongkai evaluate --queries questions.tsv --qrels questions.qrels
      gongkai evaluate --queries questions.tsv --qrels questions.qrels --run after.run --json
    """
    require("evaluate")
    from console.outfile import writing
    from console.reports.evaluation import print_evaluation
    from corpus.store import open_own_store
    from indexer import evaluation

    config = setup.config()
    with open_own_store(config) as store, Progress("检索", "次") as progress:
        found = evaluation.evaluate(store, config, queries, qrels, progress.update)
    if run_path:
        with writing(run_path) as stream:
            evaluation.write_run(found.run, stream)
    if as_json:
        print_json(found.figures)
    else:
        print_evaluation(found)


@click.command()
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="最多显示几份")
@click.option("--exact", is_flag=True, help="不改正错字，也不提示")
@click.option("--words-only", is_flag=True, help="只按词语检索，不找意思相近的")
@click.option("--json", "as_json", is_flag=True, help="以 JSON 输出结果")
@click.pass_obj
def search(setup: Setup, query: str, limit: int, exact: bool, words_only: bool, as_json: bool) -> None:
    """在终端里检索。

    \b
    示例：
      gongkai search 工伤认定
      gongkai search '"社会保险费" -煤矿' --limit 3 --json
    """
    import indexer
    from console.reports.hits import print_hits
    from corpus.store import open_own_store

    config = setup.config()
    with open_own_store(config) as store:
        response = indexer.open_searcher(store, config).search(
            indexer.SearchRequest(query, limit=limit, exact=exact, meaning=not words_only)
        )
        if as_json:
            from contracts import search_json

            print_json(search_json(query, response))
        else:
            print_hits(query, response)
