using System.Text;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Shaping;
using McpProxy.Tools;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Benchmarks.Micro;

/// <summary>The call that all micro-benchmarks are about: the one that <c>load.sh</c> sends.</summary>
internal static class SomeCall
{
    public static byte[] Arguments { get; } = """{"profileId":"1234567890"}"""u8.ToArray();

    public static byte[] Answer { get; } =
        """{"profileId":"1234567890","countryCode":"US","currencyCode":"USD","dailyBudget":999999.0,"timezone":"America/Los_Angeles","accountInfo":{"marketplaceStringId":"ATVPDKIKX0DER","id":"ENTITY1","type":"seller","name":"Example & Sons","validPaymentMethod":true}}"""u8.ToArray();

    public static byte[] Message { get; } = Encoding.UTF8.GetBytes(
        $$$"""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_profile","arguments":{{{Encoding.UTF8.GetString(Arguments)}}},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}} }}""");

    /// <summary>The result of the call; lives as long as the process.</summary>
    public static JsonOutcome Outcome { get; } = new(Buffer(Answer), isObject: true, wrap: false);

    public static ResultDialect Dialect { get; } = new()
    {
        Modern = true,
        StructuredContent = true,
        ResourceLinks = true,
        Audio = true,
        ServerInfo = """{"name":"mcpproxy","version":"1.0.0"}"""u8.ToArray(),
    };

    /// <summary>A snapshot with the tool alone.</summary>
    public static ConfigSnapshot Snapshot()
    {
        var config = new McpConfig
        {
            Tools = new Dictionary<string, ToolConfig>
            {
                ["get_profile"] = new()
                {
                    Route = "profiles",
                    Request = "GET /v2/profiles/{profileId}",
                    Parameters = new Dictionary<string, ParameterConfig>
                    {
                        ["profileId"] = new() { Type = "string", Required = true },
                        ["expand"] = new() { Type = "array", Items = "string", In = ParameterLocation.Query },
                    },
                },
            },
        };
        var errors = new ConfigErrors();
        var route = new RouteConfig { RouteId = "profiles", ClusterId = "upstream", Match = new RouteMatch { Path = "/v2/profiles/{**rest}" } };
        var catalog = ToolCompiler.Compile(config, [route], errors);
        return errors.Count == 0 ? new ConfigSnapshot(1, default, config, catalog) : throw new InvalidOperationException(string.Join('\n', errors));
    }

    private static PooledBuffer Buffer(byte[] bytes)
    {
        var buffer = new PooledBuffer(bytes.Length);
        buffer.Write(bytes);
        return buffer;
    }
}
