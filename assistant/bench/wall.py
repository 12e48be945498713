"""The kernel's wall around an answer that is run: on Linux, a filter that lets the system calls listed here pass.

Whoever starts such a process asks here whether there is one. The runner of Python raises it; started with a command, this
file becomes that command behind the wall. ctypes is imported in these processes only.
"""

import functools
import os
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping

# Numbers on x86_64 and aarch64 (None: it has no such call): the kernel's arch/x86/entry/syscalls/syscall_64.tbl and
# include/uapi/asm-generic/unistd.h.
PYTHON = {  # what an interpreter needs that has started: memory, the clock, chance, open descriptors, itself
    "read": (0, 63), "write": (1, 64), "close": (3, 57), "fstat": (5, 80), "lseek": (8, 62), "mmap": (9, 222),
    "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "mremap": (25, 216), "madvise": (28, 233),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sigaltstack": (131, 132),
    "restart_syscall": (219, 128), "sched_yield": (24, 124), "getpid": (39, 172), "gettid": (186, 178),
    "futex": (202, 98), "rseq": (334, 293), "gettimeofday": (96, 169), "clock_gettime": (228, 113),
    "clock_getres": (229, 114), "clock_nanosleep": (230, 115), "nanosleep": (35, 101), "getrandom": (318, 278),
    "exit": (60, 93), "exit_group": (231, 94), "kill": (62, 129), "tgkill": (234, 131),
}  # fmt: skip
NODE = PYTHON | {  # that, threads, waiting, and what it takes to start: files are taken from it afterwards
    "openat": (257, 56), "open": (2, None), "execve": (59, 221), "clone": (56, 220), "clone3": (435, 435),
    "fcntl": (72, 25), "ioctl": (16, 29), "prctl": (157, 167), "prlimit64": (302, 261), "membarrier": (324, 283),
    "sched_getaffinity": (204, 123), "access": (21, None), "faccessat": (269, 48), "faccessat2": (439, 439),
    "readlink": (89, None), "readlinkat": (267, 78), "stat": (4, None), "lstat": (6, None), "newfstatat": (262, 79),
    "statx": (332, 291), "getcwd": (79, 17), "uname": (63, 160), "sysinfo": (99, 179), "getrusage": (98, 165),
    "getuid": (102, 174), "getgid": (104, 176), "geteuid": (107, 175), "getegid": (108, 177), "setuid": (105, 146),
    "setgid": (106, 144), "setgroups": (116, 159), "capget": (125, 90), "arch_prctl": (158, None),
    "set_tid_address": (218, 96), "set_robust_list": (273, 99), "pread64": (17, 67), "readv": (19, 65),
    "writev": (20, 66), "dup": (32, 23), "dup3": (292, 24), "pipe2": (293, 59), "poll": (7, None), "ppoll": (271, 73),
    "eventfd2": (290, 19), "epoll_create1": (291, 20), "epoll_ctl": (233, 21), "epoll_wait": (232, None),
    "epoll_pwait": (281, 22), "epoll_pwait2": (441, 441),
}  # fmt: skip
MACHINES = {
    "x86_64": (0, 0xC000003E),
    "aarch64": (1, 0xC00000B7),
}  # the column; AUDIT_ARCH_* of linux/audit.h

Calls = Mapping[str, tuple[int, int | None]]
Condition = tuple[int, int, tuple[int, ...]]  # an argument's place, the bits looked at, what they may be
_ALL = 0xFFFFFFFF
_OTHERS_CLOCK = (0, 0x80000000, (0,))  # the clock of another process is a negative number
_TO_READ = 0o3 | 0o100 | 0o1000 | 0o20000000  # O_ACCMODE, O_CREAT, O_TRUNC, O_TMPFILE: none of them
_CONDITIONS: Mapping[str, Condition] = {
    "clock_gettime": _OTHERS_CLOCK,
    "clock_getres": _OTHERS_CLOCK,
    "clock_nanosleep": _OTHERS_CLOCK,
    "open": (1, _TO_READ, (0,)),
    "openat": (2, _TO_READ, (0,)),
    "clone": (0, _ALL, (0x3D0F00, 0x7D0F00)),  # a thread's flags in glibc and musl; no process, no namespace
    "fcntl": (1, _ALL, (1, 2, 3, 4, 1030)),  # F_GETFD to F_SETFL, F_DUPFD_CLOEXEC; F_SETOWN signals others
    "ioctl": (1, _ALL, (0x5401, 0x5421, 0x5450, 0x5451)),  # TCGETS, FIONBIO, FIONCLEX, FIOCLEX
    "prctl": (0, _ALL, (15, 16)),  # PR_SET_NAME, PR_GET_NAME
}

# linux/bpf_common.h, linux/seccomp.h
_LOAD, _AND, _JUMP_EQUAL, _RETURN = 0x20, 0x54, 0x15, 0x06
_ALLOW, _REFUSE, _NOT_KNOWN, _KILL = 0x7FFF0000, 0x00050001, 0x00050026, 0x80000000  # EPERM, ENOSYS
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16  # places in struct seccomp_data
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2  # linux/prctl.h

Step = tuple[int, int, int, int]  # code, steps to skip where it holds and where not, operand


def steps(calls: Calls, machine: str, pid: int, key: tuple[int, int]) -> list[Step]:
    """Give the filter that lets `calls` pass, to itself where they name a process, and execve with `key` alone."""
    column, architecture = MACHINES[machine]
    conditions: dict[str, list[Condition]] = {name: [condition] for name, condition in _CONDITIONS.items()}
    conditions |= {name: [(0, _ALL, (pid,))] for name in ("kill", "tgkill")}
    conditions |= {name: [(0, _ALL, (0, pid))] for name in ("prlimit64", "sched_getaffinity")}
    # It takes three arguments and the filter sees six. Nobody knows the key once the program has begun that it was for.
    conditions["execve"] = [(3, _ALL, (key[0],)), (4, _ALL, (key[1],))]
    found = [(_LOAD, 0, 0, _ARCHITECTURE), (_JUMP_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL)]
    for name, numbers in calls.items():
        number = numbers[column]
        if number is not None:
            block = [step for condition in conditions.get(name, ()) for step in _unless(condition)]
            # A C library that is told of no clone3 takes clone, whose flags can be read here.
            block.append((_RETURN, 0, 0, _NOT_KNOWN if name == "clone3" else _ALLOW))
            found += [(_LOAD, 0, 0, _NUMBER), (_JUMP_EQUAL, 0, len(block), number), *block]
    return [*found, (_RETURN, 0, 0, _REFUSE)]


def _unless(condition: Condition) -> list[Step]:
    place, mask, values = condition
    matches = [(_JUMP_EQUAL, len(values) - number, 0, value) for number, value in enumerate(values)]
    return [(_LOAD, 0, 0, _ARGUMENTS + 8 * place), (_AND, 0, 0, mask), *matches, (_RETURN, 0, 0, _REFUSE)]


def wall(calls: Calls, key: tuple[int, int] = (0, 0)) -> Callable[[], None]:
    """Give what raises the wall around this process for good, all it needs loaded. Both raise OSError where it cannot."""
    import ctypes  # noqa: PLC0415 - in the process that is shut in alone

    machine = os.uname().machine
    if sys.platform != "linux" or machine not in MACHINES or sys.maxsize < 1 << 32:
        raise OSError("no filter for this system")
    control = ctypes.CDLL(None, use_errno=True).prctl
    control.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
    found = steps(calls, machine, os.getpid(), key)
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in found))

    def raised() -> None:
        program = struct.pack("HP", len(found), ctypes.addressof(code))
        if control(_NO_NEW_PRIVILEGES, 1, None, 0, 0) or control(_SECCOMP, _FILTER, program, 0, 0):
            raise OSError(ctypes.get_errno(), "the kernel takes no filter")

    return raised


@functools.cache
def stands() -> bool:
    """Whether this system raises the wall: tried once, in a process of its own."""
    command = [sys.executable, "-I", "-S", __file__]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - this file


def _become(command: list[str]) -> None:
    import ctypes  # noqa: PLC0415

    first, second = struct.unpack("II", os.urandom(8))
    call = ctypes.CDLL(None, use_errno=True).syscall
    words = (ctypes.c_char_p * (len(command) + 1))(*map(os.fsencode, command), None)
    none = (ctypes.c_char_p * 1)(None)
    number = ctypes.c_long(NODE["execve"][MACHINES[os.uname().machine][0]] or 0)
    wall(NODE, (first, second))()
    call(number, words[0], words, none, ctypes.c_long(first), ctypes.c_long(second))
    raise OSError(ctypes.get_errno(), "not started", command[0])


def _try() -> int:
    wall(PYTHON)()
    try:
        os.setpriority(os.PRIO_PROCESS, 0, 0)
    except PermissionError:
        return 0
    return 1


if __name__ == "__main__":
    if sys.argv[1:]:
        _become(sys.argv[1:])
    sys.exit(_try())
