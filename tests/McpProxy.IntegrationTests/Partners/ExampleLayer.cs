using System.Text.Json.Nodes;
using AdsSimulator;

namespace McpProxy.IntegrationTests.Partners;

/// <summary>
/// The second <c>--config</c> file for an example: addresses of the simulator in place of real ones, hashes of keys in place of the
/// placeholders, and a state file that the test can write. Nothing else is changed: what is tested is what is shipped.
/// </summary>
internal static class ExampleLayer
{
    /// <param name="example">Name of the file.</param>
    /// <param name="simulator">Where everything leads.</param>
    /// <param name="stateFile">The state file.</param>
    public static string For(string example, RunningSimulator simulator, string stateFile)
    {
        var sim = simulator.BaseAddress.ToString();
        var issuer = simulator.Issuer.Name;
        return example switch
        {
            "openbridge" => Layer(Regions(simulator), $$"""
                "TokenExchange": { "openbridge": { "Servers": { "auth": "{{sim}}openbridge", "identities": "{{sim}}openbridge", "service": "{{sim}}openbridge" } } }
                """),
            "amazon-ads-refresh-token" => Layer(Regions(simulator), $$"""
                "TokenExchange": { "amazon": { "Servers": { "lwa": { "Url": "{{sim}}lwa", "Regions": { "na": "{{sim}}lwa", "eu": "{{sim}}lwa", "fe": "{{sim}}lwa" } } } } }
                """),
            "amazon-ads-direct" => Layer(Cluster("amazon-ads", "na", sim), $$"""
                "Authentication": { {{Keys("alice", "bob")}} },
                "OAuth": { "amazon": { "AuthorizationUrl": "{{sim}}lwa/ap/oa", "TokenUrl": "{{sim}}lwa/auth/o2/token" } },
                "State": { "Path": "{{stateFile}}" }
                """),
            "strava" => Layer(Cluster("strava", "main", sim + "strava/"), $$"""
                "OAuth": { "strava": { "AuthorizationUrl": "{{sim}}strava/oauth/authorize", "TokenUrl": "{{sim}}strava/oauth/token" } },
                "State": { "Path": "{{stateFile}}" }
                """),
            "api-keys" => Layer(Orders(sim), $$""" "Authentication": { {{Keys("acme-agent", "acme-operator", "globex-agent")}} } """),
            "trusted-proxy" => Layer(Orders(sim), ""),
            "oidc" => Layer(Orders(sim), Authority(issuer)),
            "token-exchange-rfc8693" => Layer(Orders(sim), $$"""{{'"'}}Authentication": { "Schemes": { "oidc": { "Authority": "{{issuer}}" } } }, "TokenExchange": { "orders": { "Servers": { "idp": "{{issuer}}/token" } } }"""),
            "client-credentials" => Layer(Orders(sim), $$""" "TokenExchange": { "orders": { "Servers": { "idp": "{{issuer}}/token" } } } """),
            "post-for-jwt" => Layer(Orders(sim), $$""" "TokenExchange": { "orders": { "Servers": { "auth": "{{issuer}}", "keys": "{{simulator.Issuer.KeySetAddress}}" } } } """),
            _ => throw new ArgumentException($"Say how the example '{example}' is led to the simulator.", nameof(example)),
        };
    }

    private static string Layer(string clusters, string mcpProxy) =>
        JsonNode.Parse($$"""{ "ReverseProxy": { "Clusters": { {{clusters}} } }, "McpProxy": { {{mcpProxy}} } }""")!.ToJsonString();

    private static string Regions(RunningSimulator simulator) => $$"""
        "amazon-ads": { "Destinations": {
            "na": { "Address": "{{simulator.AddressOf("na")}}" }, "eu": { "Address": "{{simulator.AddressOf("eu")}}" }, "fe": { "Address": "{{simulator.AddressOf("fe")}}" } } }
        """;

    /// <summary>The orders API is the simulator's echo.</summary>
    private static string Orders(string simulator) => Cluster("orders", "main", simulator + "echo/");

    private static string Cluster(string name, string destination, string address) => $$""" "{{name}}": { "Destinations": { "{{destination}}": { "Address": "{{address}}" } } } """;

    private static string Authority(string issuer) => $$""" "Authentication": { "Schemes": { "oidc": { "Authority": "{{issuer}}" } } } """;

    private static string Keys(params string[] callers) =>
        $$""" "Schemes": { "keys": { "Keys": { {{string.Join(',', callers.Select(c => $$"""{{'"'}}{{c}}": { "Hash": "{{ExampleFiles.HashOf(ExampleFiles.Keys[c])}}" }"""))}} } } } """;
}
