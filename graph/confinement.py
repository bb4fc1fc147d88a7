"""A process that reads what strangers write gives up what it will never need: new connections, files, core dumps.

Called by :mod:`graph.query_worker` once its store is open. What the system does not offer is left out: the guards and
the read-only store are the first wall, this is the second.
"""

import ctypes
import platform
import resource
import struct
from typing import Final

PR_SET_SECCOMP: Final = 22
PR_SET_NO_NEW_PRIVS: Final = 38
FILTER: Final = 2  # SECCOMP_MODE_FILTER
LOAD: Final = 0x20  # BPF_LD | BPF_W | BPF_ABS
JUMP_EQUAL: Final = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
RETURN: Final = 0x06  # BPF_RET | BPF_K
ALLOW: Final = 0x7FFF0000
REFUSE: Final = 0x00050000 | 13  # SECCOMP_RET_ERRNO, EACCES
# The audit number of each architecture and its system calls socket, connect, execve, execveat.
CALLS: Final = {
    "x86_64": (0xC000003E, (41, 42, 59, 322)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281)),
}


def confine(memory_mb: int) -> bool:
    """Limit memory, writing and core dumps, and give up connections; tell whether the system took the last.

    ``memory_mb`` is of address space, 0 for no limit.
    """
    if memory_mb:
        resource.setrlimit(resource.RLIMIT_AS, (memory_mb << 20, memory_mb << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return refuse_connections()


def refuse_connections() -> bool:
    """Make the kernel refuse sockets and new programs to this process for good; False where it can't."""
    if platform.system() != "Linux" or platform.machine() not in CALLS:
        return False
    program = make_filter(*CALLS[platform.machine()])
    code = ctypes.create_string_buffer(program, len(program))
    head = ctypes.create_string_buffer(struct.pack("@HP", len(program) // 8, ctypes.addressof(code)))
    call = ctypes.CDLL(None, use_errno=True).prctl
    call.argtypes = [ctypes.c_int, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_ulong]
    if call(PR_SET_NO_NEW_PRIVS, 1, None, 0, 0) != 0:
        return False
    return bool(call(PR_SET_SECCOMP, FILTER, ctypes.addressof(head), 0, 0) == 0)


def make_filter(architecture: int, calls: tuple[int, ...]) -> bytes:
    """Return a BPF program that refuses some system calls and allows the rest (seccomp(2))."""
    count = len(calls)
    steps = [(LOAD, 0, 0, 4), (JUMP_EQUAL, 0, count + 1, architecture), (LOAD, 0, 0, 0)]
    steps += [(JUMP_EQUAL, count - index, 0, number) for index, number in enumerate(calls)]
    steps += [(RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE)]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
