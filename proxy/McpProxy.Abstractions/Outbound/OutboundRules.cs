using System.Net;

namespace McpProxy.Outbound;

/// <summary>Where requests may go whose address a caller has given. The defaults allow nothing.</summary>
public sealed record OutboundRules
{
    /// <summary>Hosts: a name stands for itself, one that begins with a dot for all names that end in it. Default none.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Ports. Default 443 alone.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [443];

    /// <summary>Networks that are allowed although they are not of the public internet. Default none; for tests and upstreams of one's own.</summary>
    public IReadOnlyList<IPNetwork> Networks { get; init; } = [];

    /// <summary>Whether <c>http</c> is allowed. Default false.</summary>
    public bool AllowsHttp { get; init; }

    /// <summary>Whether anything is allowed that is not meant for production.</summary>
    public bool AreLoosened => AllowsHttp || Networks.Count > 0;
}
