using McpProxy.IntegrationTests.Mcp;
using McpProxy.Testing.Mcp;

namespace McpProxy.IntegrationTests.Tools.InputRules;

/// <summary>Arguments that need no rule are sent as by a tool without one, byte for byte; whatever else is given is answered.</summary>
public sealed class RightArgumentsTests
{
    private const string Tools = """
        {
          "plain": { "Route": "all", "Request": "POST /{id}", "Parameters": {
            "id": "integer!", "texts": { "Type": "string[]" }, "count": { "Type": "number", "In": "query" }, "kind": { "Enum": [ "A_B", "c d" ], "In": "header" }, "filter": "object", "day": { "Format": "date" } } },
          "ruled": { "Route": "all", "Request": "POST /{id}", "RequireAnyOf": [ [ "id", "texts" ] ], "Parameters": {
            "id": { "Type": "integer!", "Aliases": [ "i" ], "Coerce": [ "Number" ] },
            "texts": { "Type": "string[]", "Aliases": [ "text" ], "Coerce": [ "Json", "List", "Text" ] },
            "count": { "Type": "number", "In": "query", "Coerce": [ "Number", "EpochMilliseconds" ] },
            "kind": { "Enum": [ "A_B", "c d" ], "In": "header", "Coerce": [ "EnumCase", "Text" ] },
            "filter": { "Type": "object", "Aliases": [ "where" ], "Coerce": [ "Json" ] },
            "day": { "Format": "date", "Coerce": [ "Date" ] } } }
        }
        """;

    private static readonly string[] Texts = ["\"\"", "\"[]\"", "\"7\"", "\"a\\u0041\\n\"", "\"\\uD83D\\uDE00é\"", "\"2026-01-01T00:00:00Z\""];
    private static readonly string[] Numbers = ["0", "-0.0", "1e30", "123456789012345678901234567890.5", "1772323199"];
    private static readonly string[] Filters = ["{}", """{"a":"[1]", "b" : [1 ,{"c":null}]}""", """{"\u0061":1e400,"id":"x","where":{}}"""];

    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Call_RightArguments_TheSameBytesAsWithoutRules(string engine)
    {
        await using var gateway = await RuledGateway.StartAsync(engine, Tools);
        var random = new Random(23);
        for (var round = 0; round < 150; round++)
        {
            var arguments = Arguments(random);

            Assert.Equal(await gateway.SendAsync("plain", arguments), await gateway.SendAsync("ruled", arguments));
        }
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Call_MutatedArguments_AreAnsweredAndNeverFailInside(string engine)
    {
        await using var gateway = await RuledGateway.StartAsync(engine, Tools);
        var random = new Random(24);
        var seeds = new[] { """{"i":"7","text":"a","count":"12","kind":"a-b","where":"{\"a\":1}","day":1772323199}""", """{"id":"8","texts":"[1,\"b\"]","count":"2026-01-01","kind":"C_D","filter":{"a":"b"},"day":"20260101"}""" };
        var sent = 0;
        for (var round = 0; round < 800; round++)
        {
            var request = McpMessages.ModernCall("ruled", "{}");
            var body = (await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken)).Replace("\"arguments\":{}", $"\"arguments\":{BodyText(seeds[random.Next(2)], random)}", StringComparison.Ordinal);
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

            var answer = await Answer.ReadAsync(await gateway.Proxy.Http.SendAsync(request, TestContext.Current.CancellationToken));

            Assert.NotEqual(-32603, answer.Code);
            Assert.NotEqual("internal", (string?)answer.Result?["_meta"]?["mcpproxy/error"]?["kind"]);
            sent += answer.Result?["isError"] is { } error && (bool)error ? 0 : 1;
        }

        Assert.InRange(gateway.Upstream.Requests.Count, 50, sent);
    }

    private static string BodyText(string seed, Random random) => System.Text.Encoding.UTF8.GetString(Mutation.Of(System.Text.Encoding.UTF8.GetBytes(seed), random));

    private static string Arguments(Random random)
    {
        var members = new List<string> { $"\"id\": {random.Next()}" };
        Add("texts", $"[ {string.Join(" ,", Enumerable.Range(0, random.Next(4)).Select(_ => Pick(Texts)))}]");
        Add("count", Pick(Numbers));
        Add("kind", random.Next(2) == 0 ? "\"A_B\"" : "\"\\u0063 d\"");
        Add("filter", Pick(Filters));
        Add("day", "\"2026-02-28\"");
        return $"{{{string.Join(", ", members.OrderBy(_ => random.Next()))}}}";

        void Add(string name, string value)
        {
            if (random.Next(3) > 0)
            {
                members.Add($"\"{(random.Next(4) == 0 ? $"\\u{(int)name[0]:x4}{name[1..]}" : name)}\":{value}");
            }
        }

        string Pick(string[] values) => values[random.Next(values.Length)];
    }
}
