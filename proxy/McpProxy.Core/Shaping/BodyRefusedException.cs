namespace McpProxy.Shaping;

/// <summary>Stops the copying of a response body that is too large or not wanted. YARP reports it as the client's doing, so health checks do not blame the upstream.</summary>
internal sealed class BodyRefusedException() : IOException("The rest of the response body is not wanted.");
