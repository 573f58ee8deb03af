"""What can go wrong about staff.

GongkaiError
└── StaffError              something about accounts cannot be done
    ├── NoAccount           nobody of that name, or a name that none can have; carries name
    ├── PasswordRefused     a password that the rules do not allow; carries reason
    ├── SignInRefused       the name, the password or the link is wrong
    └── TooManyFailures     after too many failures; carries seconds
"""

from __future__ import annotations

import math

from corpus.errors import GongkaiError


class StaffError(GongkaiError):
    """Something about accounts cannot be done."""


class NoAccount(StaffError):
    """Nobody of that name, or a name that none can have."""

    def __init__(self, name: str, problem: str = "不存在，gongkai staff list 列出已有的帐号") -> None:
        self.name = name
        super().__init__(f"帐号 {name} {problem}。")


class PasswordRefused(StaffError):
    """The rules do not allow it."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"这个密码不能使用：{reason}。")


class SignInRefused(StaffError):
    """It does not say which of the two was wrong."""

    def __init__(self, said: str = "用户名或密码不对，或者帐号已停用。忘记密码请找管理员。") -> None:
        super().__init__(said)


class TooManyFailures(StaffError):
    """Whoever guesses waits."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, math.ceil(seconds))
        wait = f"{math.ceil(self.seconds / 60)} 分钟" if self.seconds >= 60 else f"{self.seconds} 秒"
        urgent = "急用时请管理员在服务器上运行 gongkai staff link 取得一次性链接"
        super().__init__(f"登录失败次数过多，请 {wait}后再试；{urgent}。")
