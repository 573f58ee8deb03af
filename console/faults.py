"""Faults of files and folders in words a person understands."""

from __future__ import annotations

import errno

REASONS = {
    errno.ENOENT: "文件不存在，请检查路径",
    errno.EACCES: "没有权限，请检查文件的权限",
    errno.EPERM: "没有权限，请检查文件的权限",
    errno.EBADF: "标准输入是关闭的，请用管道或 < 送入内容",
    errno.EISDIR: "这是文件夹，请写出其中的文件",
    errno.ENOTDIR: "路径中有一段不是文件夹，请检查路径",
    errno.ENOSPC: "磁盘空间不足，请清理磁盘后重新运行",
    errno.EDQUOT: "磁盘配额已用完，请清理磁盘后重新运行",
    errno.EFBIG: "文件超过系统允许的大小，请清理磁盘后重新运行",
    errno.ENAMETOOLONG: "文件名太长，请检查路径",
}


def explain(error: OSError) -> str:
    """One sentence in Chinese, with the file and what to do."""
    reason = REASONS.get(error.errno or 0, f"{error.strerror or error}，请检查后重试")
    return f"{error.filename}：{reason}。" if error.filename else f"{reason}。"
