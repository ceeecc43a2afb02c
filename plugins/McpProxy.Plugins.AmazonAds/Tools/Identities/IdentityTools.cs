using System.Text.Json.Nodes;
using McpProxy.Context;
using McpProxy.Credentials;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools.Identities;

/// <summary>The tools that list identities, and choose the one of later calls.</summary>
internal sealed class IdentityTools(AdsSection section, IdentityChoice identities)
{
    private const int MostPerPage = 100;

    public IEnumerable<PluginTool> Make(AdsToolBuilder tools) =>
    [
        tools.Read("list_identities", "List the identities (accounts) that the caller's credential gives access to.", ListAsync,
            new ToolParameter("offset", "integer", "How many identities to skip. Default 0.") { Minimum = 0 },
            new ToolParameter("refresh", "boolean", "Ask the provider again instead of using the list that is known. Default false.")),
        tools.Change("set_active_identity", "Choose the identity (account) that later calls work for. Each identity keeps its own active profile.", SetAsync,
            new ToolParameter("identity_id", "string!", "The id of the identity, from list_identities.") { MaxLength = 256 }),
        tools.Read("get_active_identity", "Tell the identity that calls work for now.", GetAsync),
    ];

    /// <summary>The choice with another identity. The region stays, unless the identity decides about it.</summary>
    public CallContext With(CallContext before, PartnerIdentity identity) =>
        identities.AreThere ? before with { Identity = identity.Id, Region = identities.BindRegions ? null : before.Region } : before;

    private async ValueTask<JsonObject> ListAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var refresh = call.Arguments.TryGetProperty("refresh", out var asked) && asked.ValueKind == System.Text.Json.JsonValueKind.True;
        var all = await identities.ListAsync(call, refresh);
        var offset = call.GetInteger("offset") ?? 0;
        var page = all.Skip(offset).Take(MostPerPage).ToList();
        var hasMore = offset + page.Count < all.Count;
        return new JsonObject
        {
            ["success"] = true,
            ["identities"] = new JsonArray([.. page.Select(i => (JsonNode)IdentityChoice.ToJson(i))]),
            ["total"] = all.Count,
            ["has_more"] = hasMore,
            ["next_offset"] = hasMore ? offset + page.Count : null,
        };
    }

    private async ValueTask<JsonObject> SetAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var identity = await identities.FindAsync(call, call.GetText("identity_id")!.Trim()); // required by the schema
        var current = await section.ChangeAsync(call, before => With(before, identity));
        var (exchange, error) = await section.TryResolveAsync(call, AdsSection.After(current), cancellationToken);
        return new JsonObject
        {
            ["success"] = true,
            ["identity"] = IdentityChoice.ToJson(identity),
            ["credentials_loaded"] = error is null,
            ["profile_id"] = error is null ? exchange.Profile : null,
            ["region"] = error is null ? exchange.Region : identity.Region,
            ["message"] = error is null
                ? $"Calls work for identity {identity.Id} now."
                : $"Identity {identity.Id} is chosen, but its credentials could not be loaded: {error.Message}",
        }.WithState(call, current);
    }

    private async ValueTask<JsonObject> GetAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var (exchange, error) = await section.TryResolveAsync(call, context: null, cancellationToken);
        var known = await identities.DescribeAsync(call, exchange.Identity);
        var identity = known is not null ? IdentityChoice.ToJson(known)
            : exchange.Identity is { } id ? new JsonObject { ["id"] = id }
            : null;
        return new JsonObject
        {
            ["success"] = true,
            ["identity"] = identity,
            ["source"] = identities.AreThere ? StateReport.Explicitness(exchange.IdentitySource) : "default",
            ["message"] = identity is null ? "No identity is active. Choose one with set_active_identity." : error?.Message,
        }.WithState(call, await section.Services.Contexts.GetAsync(call.HttpContext));
    }
}
