using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AdsSimulator.Issuer;

/// <summary>The body of <c>POST /_sim/issuer/mint</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MintRequest(JsonObject? Claims = null, MintOptions? Options = null);
