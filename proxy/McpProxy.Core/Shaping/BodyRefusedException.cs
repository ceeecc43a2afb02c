namespace McpProxy.Shaping;

/// <summary>
/// Stops the copying of a response body that is too large or not wanted. YARP reports it as the client's doing, so health checks do
/// not blame the upstream, and logs it whole; as it is thrown on purpose, at one known place, its stack says nothing and is left out.
/// </summary>
internal sealed class BodyRefusedException() : IOException("The rest of the response body is not wanted.")
{
    /// <inheritdoc />
    public override string? StackTrace => null;

    /// <inheritdoc />
    public override string ToString() => $"{nameof(BodyRefusedException)}: {Message}";
}
