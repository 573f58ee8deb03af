"""把公开（Gongkai）装到不联网的机器上：python3 install.py [文件夹]，不写文件夹就装到 /opt/gongkai。

只需要 Python 3.10 至 3.13。先核对每个文件的 SHA-256，再建虚拟环境，从 wheels/ 安装，
什么也不下载。装过的再运行一次，就是升级。
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SUMS = "SHA256SUMS"
MADE_FOR = "made-for.json"
GLIBC = (2, 28)
"""The oldest that the wheels run on."""


class Refused(Exception):
    """Why nothing is installed: one sentence."""


def main() -> None:
    """Install where the command line says, or say why not."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/opt/gongkai").resolve()
    try:
        made_for = json.loads((HERE / MADE_FOR).read_text(encoding="utf-8"))
        run_by_one_of(made_for["pythons"])
        check_machine(made_for["machine"])
        check_files()
        install(folder)
    except (Refused, OSError) as error:
        sys.exit(f"没有安装：{error}")
    print(f"已安装到 {folder}。请先试运行：{folder}/.venv/bin/gongkai demo --once")


def run_by_one_of(pythons: list[str]) -> None:
    """Go on with another Python of this machine where this one is too old or too new."""
    if "{}.{}".format(*sys.version_info[:2]) in pythons:
        return
    for version in reversed(pythons):
        other = shutil.which(f"python{version}")
        if other and not subprocess.run([other, "-c", ""], capture_output=True, check=False).returncode:
            os.execv(other, [other, *sys.argv])
    raise Refused(f"需要 Python {'、'.join(pythons)} 之一，这里的是 {platform.python_version()}。")


def check_machine(machine: str) -> None:
    """Raises Refused where the wheels cannot run."""
    if platform.machine() != machine:
        raise Refused(f"这个安装包用于 {machine}，这台机器是 {platform.machine()}，请换用另一个安装包。")
    kind, version = platform.libc_ver()
    if kind != "glibc" or tuple(map(int, version.split(".")[:2])) < GLIBC:
        raise Refused(
            f"需要 glibc {GLIBC[0]}.{GLIBC[1]} 以上，这里的是 {kind or '其他'} {version}。请改用容器镜像。"
        )


def check_files() -> None:
    """Raises Refused where a file is missing or is not what was packed."""
    for line in (HERE / SUMS).read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        if not (HERE / name).is_file():
            raise Refused(f"缺少文件 {name}，请重新复制安装包。")
        if sha256(HERE / name) != digest:
            raise Refused(f"文件 {name} 与打包时不同，请重新复制安装包。")


def sha256(path: Path) -> str:
    """The digest of a file."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def install(folder: Path) -> None:
    """Make the environment, which needs no pip of the system, and lay the documentation beside it."""
    environment, wheels = folder / ".venv", HERE / "wheels"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)
    pip = [str(environment / "bin" / "python"), str(next(wheels.glob("pip-*.whl")) / "pip"), "--isolated"]
    options = ["--quiet", "--disable-pip-version-check", "--no-cache-dir", "--no-index", "--require-hashes"]
    listed = ["--find-links", str(wheels), "--requirement", str(HERE / "requirements.txt")]
    if subprocess.run([*pip, "install", *options, *listed], check=False).returncode:
        raise Refused("安装组件时出错，原因见上。改正后再运行一次即可。")
    shutil.copytree(HERE / "docs", folder / "docs", dirs_exist_ok=True)
    if not (folder / "config.toml").exists():
        shutil.copy(HERE / "config.toml", folder)


if __name__ == "__main__":
    main()
