namespace McpProxy.Inbound;

/// <summary>The server stops, and the rest of a request's body has not come in time.</summary>
internal sealed class BodyDidNotArriveException() : IOException("The server is stopping and the rest of the request body has not arrived.");
