"""The command that serves."""

import socket

import pytest
from django.core.management import CommandError, call_command


def test_an_address_that_another_server_has_is_refused_even_if_it_would_share_it() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(CommandError, match="Choose another PORT"):
            call_command("serve", port=other.getsockname()[1])
