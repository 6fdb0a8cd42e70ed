"""Kernels for notebooks that are run by the dozen.

A kernel of its own costs each notebook five seconds: so long Keras takes to be
imported with TensorFlow. Where processes can be copied, one process imports it
and each kernel is a copy of that process; it knows nothing of other notebooks.
"""

import contextlib
import functools
import multiprocessing
import os
import signal
import sys
import threading
import time
from multiprocessing import forkserver
from pathlib import Path

from jupyter_client.provisioning import LocalProvisioner
from nbclient import NotebookClient

# Elsewhere libraries start threads at import, which no copy survives; nor does
# what some tell a GPU's driver.
DRIVERS = [Path("/dev/nvidiactl"), Path("/dev/kfd")]
CAN_COPY = sys.platform == "linux" and not any(x.exists() for x in DRIVERS)
# The last two: a copy imports the script that asked for it, `course.py`.
PRELOADED = ["ipykernel.kernelapp", "keras", "nbclient", "nbconvert"]


@functools.cache
def imported_once():
    """A context of `multiprocessing` whose processes have Keras at birth.

    The process that is copied gets the environment of the first call, so what
    libraries read at import is set before. It has nothing to say: notices of
    TensorFlow would break the progress bar.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    stderr = os.dup(2)
    with open(os.devnull, "w") as nothing:
        os.dup2(nothing.fileno(), 2)
    try:
        forkserver.ensure_running()
    finally:
        os.dup2(stderr, 2)
        os.close(stderr)
    return context


def end_with_parent():
    """The end, once the process that asked for this one is gone."""
    multiprocessing.parent_process().join()
    os._exit(1)


def be_kernel(arguments, folder, environment, log):
    """What a copied process does: it is a kernel from now on."""
    from ipykernel.kernelapp import launch_new_instance

    threading.Thread(target=end_with_parent, daemon=True).start()
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    os.dup2(os.open(log, os.O_WRONLY | os.O_APPEND), 2)
    # A notebook sees what is installed, and not what lies beside this file.
    here = str(Path(__file__).parent)
    sys.path[:] = [entry for entry in sys.path if entry != here]
    if "tensorflow" in sys.modules:
        # Its optimizer of graphs takes a second for each that small models
        # never make good.
        sys.modules["tensorflow"].config.optimizer.set_experimental_options(
            {"disable_meta_optimizer": True}
        )
    # A kernel with a parent does not print how to end it by hand.
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    launch_new_instance(argv=[*arguments, parent])


class Process:
    """A copied process, with the methods of `subprocess.Popen` that count."""

    stdin = stdout = stderr = None

    def __init__(self, *arguments):
        self.process = imported_once().Process(target=be_kernel, args=arguments)
        self.process.start()
        self.pid = self.process.pid

    def poll(self):
        return self.process.exitcode

    def wait(self):
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number):
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self):
        self.send_signal(signal.SIGTERM)

    def kill(self):
        self.send_signal(signal.SIGKILL)


class Copied(LocalProvisioner):
    """Starts a kernel as a copy of a process that has imported Keras."""

    async def launch_kernel(self, cmd, *, cwd, env, stderr, **_):
        # python -m ipykernel_launcher, and what the kernel is told
        arguments = cmd[cmd.index("-f") :]
        self.cwd = cwd
        self.process = Process(arguments, cwd, env, stderr.name)
        self.pid = self.pgid = self.process.pid
        return self.connection_info


class Client(NotebookClient):
    """Runs a notebook, and stops its kernel once nothing comes from it.

    Args:
        notebook: the notebook.
        patience: float, after how many seconds without a message it is
            stopped.
        copied: bool, whether the kernel may be a copy.
        options: those of `nbclient.NotebookClient`.
    """

    def __init__(self, notebook, patience, copied=False, **options):
        super().__init__(notebook, **options)
        self.patience = patience
        self.copied = copied and CAN_COPY
        self.hung = False
        self.heard = time.monotonic()

    def create_kernel_manager(self):
        manager = super().create_kernel_manager()
        if self.copied:
            manager.provisioner = Copied(
                parent=manager, kernel_spec=manager.kernel_spec
            )
        return manager

    def process_message(self, *arguments):
        self.heard = time.monotonic()
        return super().process_message(*arguments)

    @contextlib.contextmanager
    def watched(self):
        """Kills the kernel when it is silent for longer than `patience`."""
        ended = threading.Event()

        def watch():
            while not ended.wait(min(1, self.patience)):
                if time.monotonic() - self.heard > self.patience:
                    self.hung = True
                    self.km.provisioner.process.kill()
                    return

        self.heard = time.monotonic()
        threading.Thread(target=watch, daemon=True).start()
        try:
            yield
        finally:
            ended.set()
