using System.Text;
using McpProxy.Configuration;

namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Documents that mean harm, or were made by machines that nobody watched: they cost what they must and nothing else.</summary>
public sealed class HostileTests
{
    /// <summary>What a machine under load may take for what should take milliseconds; a hang takes longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string, int> Documents { get; } = new()
    {
        { "schema that is its own reference", Api("""{ "$ref": "#/components/schemas/S" }""", """ "S": { "$ref": "#/components/schemas/S" } """), 1 },
        { "references in a circle", Api("""{ "$ref": "#/components/schemas/A" }""", """ "A": { "$ref": "#/components/schemas/B" }, "B": { "$ref": "#/components/schemas/A" } """), 1 },
        { "allOf that holds itself", Api("""{ "$ref": "#/components/schemas/A" }""", """ "A": { "allOf": [ { "$ref": "#/components/schemas/A" } ] } """), 1 },
        { "mutual recursion", Api("""{ "$ref": "#/components/schemas/A" }""", """ "A": { "properties": { "b": { "$ref": "#/components/schemas/B" } } }, "B": { "properties": { "a": { "$ref": "#/components/schemas/A" } } } """), 2 },
        { "reference to the document", Api("""{ "$ref": "#" }""", ""), 2 },
        { "reference to itself in place", Api("""{ "$ref": "#/paths/~1x/post/requestBody/content/application~1json/schema" }""", ""), 1 },
        { "10,000 properties", Api($$"""{ "type": "object", "properties": { {{Many(10_000, i => $"\"p{i}\": {{ \"type\": \"string\" }}")}} } }""", ""), 2 },
        { "10,000 references", Api($$"""{ "oneOf": [ {{Many(10_000, i => $"{{ \"$ref\": \"#/components/schemas/S{i % 50}\" }}")}} ] }""", Many(50, i => $"\"S{i}\": {{ \"type\": \"string\" }}")), 2 },
        { "bomb of references", Api("""{ "$ref": "#/components/schemas/B0" }""", Many(200, i => $"\"B{i}\": {{ \"allOf\": [ {Many(20, j => $"{{ \"$ref\": \"#/components/schemas/B{Math.Min(199, i + 1 + (j % 3))}\" }}")} ] }}")), 1 },
        { "a chain of 5,000 schemas", Api("""{ "$ref": "#/components/schemas/C0" }""", Many(5_000, i => $"\"C{i}\": {{ \"properties\": {{ \"next\": {{ \"$ref\": \"#/components/schemas/C{Math.Min(4_999, i + 1)}\" }} }} }}")), 2 },
        { "4 MB of schemas behind one operation", Api("""{ "$ref": "#/components/schemas/C0" }""", Many(1_000, i => $"\"C{i}\": {{ \"enum\": [ \"{new string('e', 4_000)}\" ], \"properties\": {{ \"next\": {{ \"$ref\": \"#/components/schemas/C{Math.Min(999, i + 1)}\" }} }} }}")), 1 },
        { "deeply nested", Api(string.Concat(Enumerable.Repeat("""{ "items": """, 150)) + "{}" + new string('}', 150), ""), 2 },
        { "1 MB description", Api($$"""{ "type": "string", "description": "{{new string('d', 1_000_000)}}" }""", "").Replace("\"operationId\": \"x\"", $"\"operationId\": \"x\", \"description\": \"{new string('d', 1_000_000)}\"", StringComparison.Ordinal), 2 },
        { "half a surrogate pair", Api("""{ "type": "string", "description": "\ud800" }""", ""), 1 },
        { "pattern that explodes", Api("""{ "type": "object", "properties": { "p": { "type": "string", "pattern": "^(a+)+$" } } }""", ""), 2 },
        { "things of the wrong kind", """{ "openapi": "3.0.0", "servers": 5, "components": [], "paths": { "/a": 5, "/b": { "get": null, "post": [] }, "/c": { "get": { "operationId": {}, "parameters": 7, "tags": {}, "requestBody": "x", "responses": [] } }, "/ok": { "get": { "operationId": "ok" } } } }""", 2 },
        { "paths that are none", """{ "openapi": "3.0.0", "paths": { "/{}": { "get": {} }, "/{a}{a}": { "get": {} }, "/../x": { "get": {} }, "/a b#c?{d}": { "get": {} }, "": { "get": {} }, "/ok": { "get": { "operationId": "ok" } } } }""", 3 },
        { "every key twice", """{ "openapi": "3.0.0", "openapi": "3.0.0", "paths": {}, "paths": { "/ok": { "get": {}, "get": { "operationId": "ok", "operationId": "ok" } } } }""", 1 },
        { "the same id a thousand times", $$"""{ "openapi": "3.0.0", "paths": { {{Many(1_000, i => $"\"/p{i}\": {{ \"get\": {{ \"operationId\": \"same\" }} }}")}} } }""", 1_000 },
        { "yaml bomb within bounds", Yaml(6), 1 },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Document_OfThisKind_CostsItsOwnOperationsOnly(string kind, string document, int tools)
    {
        await using var host = await ApiHost.StartAsync("", ("hostile.json", document)).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.True(tools == host.Tools.Count, $"{kind}: {host.Tools.Count} tools; {string.Join("; ", host.Reports[0].Skipped.Take(3))}");
        Assert.All(host.Tools, t => Assert.True(host.SchemaOf(t).GetRawText().Length < 3 * 1024 * 1024));
        Assert.Empty(host.Upstream.Requests);
    }

    [Theory]
    [InlineData("", "It is empty, or no ordinary file")]
    [InlineData(" \n", "The document is empty.")]
    [InlineData("{", "The document is not JSON at line 1, column 2.")]
    [InlineData("[1]", "hostile.json: It is not an OpenAPI document")]
    [InlineData("\"a text\"", "hostile.json: It is not an OpenAPI document")]
    [InlineData("a: [", "The document is neither JSON nor YAML")]
    [InlineData("""{ "openapi": "4.0" }""", "The document is of OpenAPI 4.0; versions 2.0, 3.0 and 3.1 are understood.")]
    [InlineData("""{ "swagger": "1.2" }""", "The document is of Swagger 1.2; versions 2.0, 3.0 and 3.1 are understood.")]
    public async Task Document_ThatIsNone_IsRefusedWithItsReason(string document, string reason) =>
        Assert.Contains(reason, await RefuseAsync(document), StringComparison.Ordinal);

    [Fact]
    public async Task Document_OfBrokenBytes_IsRefused() =>
        Assert.Contains("not UTF-8", await RefuseAsync("{ \"openapi\": \"3.0.0\", \"x\": \"\u00ff\" }", Encoding.Latin1), StringComparison.Ordinal);

    [Fact]
    public async Task Document_NestedWithoutEnd_IsRefused() => Assert.Contains("not JSON", await RefuseAsync(new string('[', 10_000)), StringComparison.Ordinal);

    [Fact]
    public async Task Document_WhoseAnchorsComeToTooMuch_IsRefused() => Assert.Contains("It comes to more than", await RefuseAsync(Yaml(40)), StringComparison.Ordinal);

    [Fact]
    public async Task Document_WhoseAnchorHoldsItself_IsRefused() => Assert.Contains("neither JSON nor YAML", await RefuseAsync("a: &x [ *x ]"), StringComparison.Ordinal);

    private static async Task<string> RefuseAsync(string document, Encoding? encoding = null)
    {
        var refused = await Assert.ThrowsAsync<InvalidConfigurationException>(() => ApiHost.StartWithBytesAsync("hostile.json", (encoding ?? Encoding.UTF8).GetBytes(document)).WaitAsync(Patience));
        return Assert.Single(refused.Errors).ToString();
    }

    private static string Api(string body, string schemas) => $$"""
        {
          "openapi": "3.0.0",
          "paths": {
            "/x": { "post": { "operationId": "x", "requestBody": { "content": { "application/json": { "schema": {{body}} } } } } },
            "/ok": { "get": { "operationId": "ok" } }
          },
          "components": { "schemas": { {{schemas}} } }
        }
        """;

    private static string Many(int count, Func<int, string> make) => string.Join(',', Enumerable.Range(0, count).Select(make));

    /// <summary>Each line is nine times the one before it.</summary>
    private static string Yaml(int lines) => $$"""
        openapi: 3.0.0
        x: &a0 [lol]
        {{string.Join('\n', Enumerable.Range(1, lines).Select(i => $"x{i}: &a{i} [{Many(9, _ => $"*a{i - 1}")}]"))}}
        paths: { /ok: { get: { operationId: ok } } }
        """;
}
