"""OpenTelemetry, when it is asked for and installed (`entrepot[otel]`): one span a request, sent to a collector.

Nothing of OpenTelemetry is imported unless the setting `otel_endpoint` is given.
"""

from typing import Any

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from entrepot import __version__
from entrepot.errors import Failed
from entrepot.http.errors import OTEL_MISSING
from entrepot.http.request_id import current, logged
from entrepot.settings import Settings


def layers(settings: Settings) -> list[Middleware]:
    """The layer that makes spans; none when no collector is named. Raises Failed when the extra is not installed."""
    if settings.otel_endpoint is None:
        return []
    return [Middleware(Traced, provider=_provider(settings.otel_endpoint, settings.otel_service_name))]


def _provider(endpoint: str, service: str) -> Any:  # noqa: ANN401 - types of an extra
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor
    except ImportError as error:
        raise Failed(OTEL_MISSING) from error
    provider = TracerProvider(resource=Resource.create({"service.name": service, "service.version": __version__}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    return provider


class Traced:
    """One span for each request: method, path, status, door, request id, actor, organization."""

    def __init__(self, app: ASGIApp, provider: Any) -> None:  # noqa: ANN401
        """`provider` is an OpenTelemetry TracerProvider, ended with the application."""
        from opentelemetry.propagate import extract

        self.app = app
        self._extract = extract
        self._tracer = provider.get_tracer("entrepot", __version__)
        self._provider = provider

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on inside its span."""
        if scope["type"] != "http":
            await self._until_the_end(scope, receive, send)
            return
        caller = self._extract({name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]})
        with self._tracer.start_as_current_span(f"{scope['method']} {_door()}", context=caller) as span:

            async def watch(message: Message) -> None:
                if message["type"] == "http.response.start":
                    span.set_attribute("http.response.status_code", message["status"])
                await send(message)

            span.set_attribute("http.request.method", scope["method"])
            span.set_attribute("url.path", logged(scope["path"]))
            try:
                await self.app(scope, receive, watch)
            finally:
                for name, value in _about().items():
                    span.set_attribute(f"entrepot.{name}", value)

    async def _until_the_end(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        finally:
            self._provider.shutdown()


def _door() -> str:
    named = current()
    return "" if named is None else named.door


def _about() -> dict[str, str]:
    named = current()
    if named is None:
        return {}
    known = {"request_id": named.id, "door": named.door}
    if named.actor is not None:
        known |= {"actor": str(named.actor.id), "organization": str(named.actor.organization_id)}
    return known
