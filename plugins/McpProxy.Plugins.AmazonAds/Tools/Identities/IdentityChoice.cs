using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Configuration;
using McpProxy.Credentials;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools.Identities;

/// <summary>Knows the identities of callers. Where a credential is for one account there is one, <c>direct-auth</c>.</summary>
internal sealed class IdentityChoice(AdsSection section)
{
    /// <summary>The one identity of callers whose credential is for one account. Never part of a context.</summary>
    public const string Direct = "direct-auth";

    private static readonly PartnerIdentity _direct = new(Direct) { Type = "direct", Name = "Direct authorization" };

    /// <summary>Whether callers have identities to choose from.</summary>
    public bool AreThere => section.Identities is not null;

    /// <summary>Whether the identity in force decides about the region.</summary>
    public bool BindRegions => section.Identities is { BindsRegion: true };

    /// <summary>The identities of the caller, in the provider's order.</summary>
    public async ValueTask<IReadOnlyList<PartnerIdentity>> ListAsync(PluginToolCall call, bool refresh) =>
        section.Identities is { } source ? await source.ListAsync(call.HttpContext, refresh) : [_direct];

    /// <summary>The identity of an id.</summary>
    /// <exception cref="UseFailure">The caller has none of this id.</exception>
    public async ValueTask<PartnerIdentity> FindAsync(PluginToolCall call, string id)
    {
        var identities = await ListAsync(call, refresh: false);
        if (identities.FirstOrDefault(i => i.Id == id) is { } identity)
        {
            return identity;
        }

        var near = NearestName.Find(id, identities.Select(i => i.Id))
            ?? identities.FirstOrDefault(i => id.Equals(i.Name, StringComparison.OrdinalIgnoreCase))?.Id;
        throw new UseFailure(
            "IDENTITY_NOT_FOUND", "The credential gives access to no identity of this id.", near is null ? "Use list_identities, and one of its ids." : $"Did you mean '{near}'? See list_identities.",
            new JsonObject { ["did_you_mean"] = near });
    }

    /// <summary>What the provider says of the identity in force; null when it is not known.</summary>
    public async ValueTask<PartnerIdentity?> DescribeAsync(PluginToolCall call, string? id)
    {
        if (!AreThere)
        {
            return _direct;
        }

        try
        {
            return id is null ? null : (await ListAsync(call, refresh: false)).FirstOrDefault(i => i.Id == id);
        }
        catch (ProxyErrorException)
        {
            return null; // The provider is away; the id is all there is to say.
        }
    }

    public static JsonObject ToJson(PartnerIdentity identity) => new()
    {
        ["id"] = identity.Id,
        ["type"] = identity.Type,
        ["attributes"] = Copy(identity.Attributes) ?? Attributes(identity),
        ["relationships"] = Copy(identity.Relationships) ?? [],
    };

    private static JsonObject? Copy(JsonElement value) => value.ValueKind == JsonValueKind.Object ? JsonObject.Create(value.Clone()) : null;

    private static JsonObject Attributes(PartnerIdentity identity)
    {
        var attributes = new JsonObject();
        if (identity.Name is not null)
        {
            attributes["name"] = identity.Name;
        }

        if (identity.Region is not null)
        {
            attributes["region"] = identity.Region;
        }

        return attributes;
    }
}
