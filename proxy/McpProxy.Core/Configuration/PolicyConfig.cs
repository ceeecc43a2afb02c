namespace McpProxy.Configuration;

/// <summary>What a caller must have. Every key that is written must be met; without any, it is enough to be known.</summary>
public sealed record PolicyConfig
{
    /// <summary>Scopes, all of which the caller must have.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];

    /// <summary>Claims by type, each of which must have one of the values; no values mean any value.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Claims { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Callers, one of which it must be: the name of a key, the subject of a token (or <c>issuer|subject</c>, where several issuers have tokens here), the caller a trusted proxy names. A bare name means that caller of any scheme; <c>scheme:name</c> that of one.</summary>
    public IReadOnlyList<string> Principals { get; init; } = [];

    /// <summary>Tenants, for one of which the caller must act.</summary>
    public IReadOnlyList<string> Tenants { get; init; } = [];

    /// <summary>Names of authentication schemes, one of which must have accepted the caller.</summary>
    public IReadOnlyList<string> Schemes { get; init; } = [];
}
