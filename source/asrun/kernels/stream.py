"""A kernel's stream that keeps the order in which a cell wrote to it, in Python and past Python."""

from __future__ import annotations

import codecs
import os
import select
import sys
import threading

from ipykernel.iostream import OutStream


class CellStream(OutStream):
    """A stream that keeps the order in which a cell wrote to it, in Python and past Python.

    What C code or a child writes to the descriptor waits in a pipe, and is taken before
    Python writes or the cell ends. A thread takes it only so that the pipe is never full.
    """

    _MOST = 1 << 16  # bytes that wait

    def _setup_stream_redirects(self, name: str) -> None:
        read, write = os.pipe()
        os.set_blocking(read, False)
        self._original_stdstream_fd = getattr(sys, name).fileno()
        self._original_stdstream_copy = os.dup(self._original_stdstream_fd)
        os.dup2(write, self._original_stdstream_fd)
        os.close(write)
        self._reads = self._fid = read
        self._exc = None
        self._waiting = bytearray()
        self._taking = threading.RLock()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.watch_fd_thread = threading.Thread(target=self._watch, daemon=True)
        self.watch_fd_thread.start()

    def _watch(self) -> None:
        poll = select.poll()
        poll.register(self._reads, select.POLLIN)
        while self._should_watch:
            poll.poll()
            with self._taking:
                self._read()
                if len(self._waiting) > self._MOST:
                    self._publish_waiting()

    def _read(self) -> None:
        try:
            while part := os.read(self._reads, self._MOST):
                self._waiting += part
        except BlockingIOError:
            pass

    def _publish_waiting(self) -> None:
        """Publish what was written past Python. Call it with the lock held."""
        if self._should_watch and os.getpid() == self._master_pid:
            self._read()
            text = self._decoder.decode(bytes(self._waiting))
            self._waiting.clear()
            if text:
                super().write(text)

    def write(self, string: str) -> int | None:  # type: ignore[override] # as ipykernel has it
        """Publish what was written before, then this."""
        if not self._should_watch:
            return super().write(string)
        with self._taking:
            self._publish_waiting()
            return super().write(string)

    def flush(self) -> None:
        """Publish what was written past Python too, and send everything."""
        if self._should_watch:
            with self._taking:
                self._publish_waiting()
        super().flush()  # type: ignore[no-untyped-call]
