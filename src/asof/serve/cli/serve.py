"""`asof serve`: the desk, the pages on which a story is read and worked on."""

import gc
import secrets
import socket
from pathlib import Path
from typing import Annotated

import typer

from asof.serve.cli.app import app, fail, note

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


@app.command(
    epilog="Examples: [bold]asof serve story[/bold] · [bold]asof serve asof-demo other-story --port 8100[/bold] · "
    "[bold]asof serve story --host 0.0.0.0[/bold]  (asks readers for a token, which is printed once)",
)
def serve(
    stories: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[STORY…]", help="Runs' folders, or .asof files; else the folder asof-demo."),
    ] = None,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen on; others than this machine need a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = 8765,
    allow_host: Annotated[
        list[str] | None, typer.Option("--allow-host", help="Another name by which the desk is called.")
    ] = None,
    token: Annotated[bool, typer.Option("--token", help="Ask for a token on this machine too.")] = False,
) -> None:
    """Serve stories as pages: what was known as of any moment, with every figure opening its words."""
    gc.disable()  # nothing that is loaded is rubbish; `create` sets it going again once the story has been read ahead
    from asof.serve.desk.app import create  # noqa: PLC0415 - loads the web half only now
    from asof.serve.desk.security import Gate  # noqa: PLC0415
    from asof.store import StoreError  # noqa: PLC0415

    paths = stories or [Path("asof-demo")]
    asked_for = secrets.token_urlsafe(24) if token or host not in LOOPBACK else None
    gate = Gate(token=asked_for, hosts=tuple(h.lower() for h in (allow_host or [])))
    try:
        desk = create(paths, gate, secrets.token_hex(32), ahead=True)
        listening = _socket(host, port)
    except StoreError as error:
        fail(str(error), 1)
    except OSError as error:
        fail(f"{host}:{port} cannot be listened on ({error.strerror or error}); name another --port", 1)
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104 - what was asked for
    address = f"http://{f'[{shown}]' if ':' in shown else shown}:{listening.getsockname()[1]}/"
    typer.echo(address + (f"?token={asked_for}" if asked_for else ""))
    note("The address with its token is shown this once." if asked_for else "Only this machine can open it.")
    note("Ctrl+C ends the desk.")
    _run(desk, listening)


def _socket(host: str, port: int) -> socket.socket:
    """A listening socket: taken before the address is printed, so that it can be opened at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(128)
    except OSError:
        listening.close()
        raise
    return listening


def _run(desk: object, listening: socket.socket) -> None:
    import uvicorn  # noqa: PLC0415

    config = uvicorn.Config(
        desk,  # type: ignore[arg-type]
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=1,
        timeout_keep_alive=15,
        lifespan="off",
    )
    uvicorn.Server(config).run(sockets=[listening])
