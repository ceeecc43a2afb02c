using System.Text.Json.Nodes;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Partners;

/// <summary>What people do with each example: what works, through both doors, and what goes wrong, so that every error is written once.</summary>
internal static class ExampleScenarios
{
    public static Task RunAsync(string example, ExampleGateway gateway) => example switch
    {
        "openbridge" => OpenBridgeAsync(gateway),
        "amazon-ads-direct" => SignInAsync(gateway, "amazon", Caller.Key(ExampleFiles.Keys["alice"]), "/v2/profiles", "page_profiles"),
        "amazon-ads-refresh-token" => CallAsync(gateway, Caller.Nobody, "/v2/profiles", "list_campaigns", "/lwa"),
        "strava" => SignInAsync(gateway, "strava", Caller.Nobody, "/athlete/activities", "list_activities"),
        "api-keys" => ApiKeysAsync(gateway),
        "trusted-proxy" => TrustedProxyAsync(gateway),
        "oidc" => OidcAsync(gateway, "orders.read"),
        "token-exchange-rfc8693" => OidcAsync(gateway, ""),
        "client-credentials" => CallAsync(gateway, Caller.Nobody, "/orders", "list_orders", "/issuer"),
        "post-for-jwt" => CallAsync(gateway, Known(gateway, "sk_acme_" + ExampleFiles.NewSecret("partner").Replace('-', '0')), "/orders", "list_orders", "/issuer"),
        _ => throw new ArgumentException($"Say what people do with the example '{example}'.", nameof(example)),
    };

    /// <summary>A secret of a caller, which the watch looks for from now on.</summary>
    private static Caller Known(ExampleGateway gateway, string token)
    {
        gateway.Watch.AddSecret("a caller's token", token);
        return Caller.Bearer(token);
    }

    /// <summary>Calls both doors while the token server is slow to answer, down, refuses, and works; then as nobody and with a wrong credential.</summary>
    private static async Task CallAsync(ExampleGateway gateway, Caller caller, string path, string tool, string? tokenServer)
    {
        async Task BothAsync(Caller who)
        {
            using var http = await gateway.SendAsync(who, path);
            using var mcp = await gateway.PostAsync(who, McpMessages.ModernCall(tool));
            using var list = await gateway.PostAsync(who, McpMessages.ModernRequest("tools/list"));
            using var opened = await gateway.PostAsync(who, McpMessages.Initialize());
        }

        foreach (var fault in tokenServer is null ? Array.Empty<string>() : ["status=503", "status=400", "status=401", "cut=before-headers", "cut=mid-body"])
        {
            gateway.Simulator.Faults.Set(tokenServer!, fault);
            await BothAsync(caller);
            gateway.Time.Advance(TimeSpan.FromMinutes(1)); // Past what was refused before.
        }

        gateway.Simulator.Faults.Clear();
        await BothAsync(caller);
        foreach (var fault in (string[])["status=401", "status=500", "cut=before-headers"])
        {
            gateway.Simulator.Faults.Set(path.StartsWith("/orders", StringComparison.Ordinal) ? "/echo" : path, fault);
            await BothAsync(caller);
        }

        gateway.Simulator.Faults.Clear();
        await BothAsync(caller);
        await BothAsync(Caller.Nobody);
        await BothAsync(Known(gateway, ExampleFiles.NewSecret("wrong-credential")));
        await BothAsync(Caller.Key(ExampleFiles.NewSecret("wrong-key")));
    }

    private static async Task OpenBridgeAsync(ExampleGateway gateway)
    {
        var token = ExampleFiles.PartnerToken("acme");
        var partner = Known(gateway, token);
        await CallAsync(gateway, partner, "/v2/profiles", "list_campaigns", "/openbridge");
        await CallAsync(gateway, new Caller(("X-Openbridge-Token", token)), "/v2/profiles", "list_identities", null);
        var identity = gateway.Simulator.OpenBridge.AccountOf(token).Identities[1];
        foreach (var tool in (string[])["list_identities", "get_active_identity", "get_session_state", "summarize_profiles", "get_routing_state", "list_regions", "get_active_profile"])
        {
            using var _ = await gateway.PostAsync(partner, McpMessages.ModernCall(tool));
        }

        var chosen = await gateway.CallToolAsync(partner, "set_context", $$"""{"identity_id":"{{identity.Id}}","profile_id":"{{identity.ProfileIds[0]}}"}""");
        var handle = chosen.GetProperty("context").GetString()!;
        await gateway.CallToolAsync(partner, "list_campaigns", $$"""{"context":"{{handle}}"}""");
        using var foreign = await gateway.SendAsync(Known(gateway, ExampleFiles.PartnerToken("globex")).With(("X-McpProxy-Context", handle)), "/v2/profiles");
        gateway.Simulator.OpenBridge.Settings.Update(s => s with { RefusedTokens = ["*"] });
        using var refused = await gateway.SendAsync(Known(gateway, ExampleFiles.PartnerToken("initech")), "/v2/profiles");
    }

    private static async Task SignInAsync(ExampleGateway gateway, string provider, Caller caller, string path, string tool)
    {
        await CallAsync(gateway, caller, path, tool, null);
        using var start = await gateway.SendAsync(caller, $"/auth/start/{provider}");
        using var agreed = await gateway.Proxy.Http.GetAsync($"{start.Headers.Location!.AbsoluteUri}&login_hint=somebody");
        var callback = agreed.Headers.Location!.PathAndQuery;
        foreach (var attempt in (string[])[callback + "0", callback, callback, $"/auth/callback/{provider}?error=access_denied&state=x"])
        {
            using var page = await gateway.SendAsync(Caller.Nobody, attempt);
        }

        gateway.Time.Advance(TimeSpan.FromHours(7));
        await CallAsync(gateway, caller, path, tool, provider == "amazon" ? "/lwa" : "/strava/oauth");
    }

    private static async Task ApiKeysAsync(ExampleGateway gateway)
    {
        foreach (var key in (string[])["acme-agent", "acme-operator", "globex-agent"])
        {
            await CallAsync(gateway, Caller.Key(ExampleFiles.Keys[key]), "/orders", "list_orders", null);
            await CallAsync(gateway, Caller.Bearer(ExampleFiles.Keys[key]), "/orders/1", "cancel_order", null);
        }
    }

    private static async Task TrustedProxyAsync(ExampleGateway gateway)
    {
        var secret = ExampleFiles.Variable("MCPPROXY_GATEWAY_SECRET");
        var good = Caller.Signed(secret, gateway.Time.GetUtcNow(), "alice", "acme", "GET", "/orders");
        gateway.Watch.AddSecret("a signature", good.Headers[^1].Value);
        await CallAsync(gateway, good, "/orders", "list_orders", null);
        await CallAsync(gateway, Caller.Signed(secret, gateway.Time.GetUtcNow(), "alice", "acme", "POST", "/mcp"), "/orders", "list_orders", null);
    }

    private static async Task OidcAsync(ExampleGateway gateway, string scope)
    {
        string Mint(JsonObject claims) => gateway.Simulator.Issuer.Mint(claims);
        var good = Mint(new() { ["sub"] = "alice", ["aud"] = "https://mcp.example.com/mcp", ["scope"] = scope, ["org"] = "acme" });
        await CallAsync(gateway, Known(gateway, good), "/orders", "list_orders", "/issuer");
        await CallAsync(gateway, Known(gateway, Mint(new() { ["sub"] = "alice", ["aud"] = "https://elsewhere.example.com/" })), "/orders", "list_orders", null);
        await CallAsync(gateway, Known(gateway, Mint(new() { ["sub"] = "alice", ["aud"] = "https://mcp.example.com/mcp", ["exp"] = 1 })), "/orders", "list_orders", null);
        await CallAsync(gateway, Known(gateway, good[..^4] + "AAAA"), "/orders", "list_orders", null);
    }
}
