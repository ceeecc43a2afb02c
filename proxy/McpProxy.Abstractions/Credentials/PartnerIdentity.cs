using System.Text.Json;

namespace McpProxy.Credentials;

/// <summary>One account that a caller's credential gives access to.</summary>
/// <param name="Id">Its id, as later calls name it.</param>
public sealed record PartnerIdentity(string Id)
{
    /// <summary>What it is, as its provider says, e.g. <c>remote_identity</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>A name for people; null when the provider gives none.</summary>
    public string? Name { get; init; }

    /// <summary>The region it lives in; null when the provider gives none.</summary>
    public string? Region { get; init; }

    /// <summary>What else the provider says of it: a JSON object; default when nothing.</summary>
    public JsonElement Attributes { get; init; }

    /// <summary>Its relations to other things of the provider: a JSON object; default when there are none.</summary>
    public JsonElement Relationships { get; init; }
}
