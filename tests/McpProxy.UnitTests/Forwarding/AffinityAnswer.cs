using System.Net;

namespace McpProxy.UnitTests.Forwarding;

/// <summary>What came back through the proxy.</summary>
internal sealed record AffinityAnswer(HttpStatusCode Status, string? Destination, string? SetCookie)
{
    /// <summary>The value of the affinity cookie that was set.</summary>
    public string? Cookie => SetCookie?.Split(';')[0].Split('=', 2)[1];
}
