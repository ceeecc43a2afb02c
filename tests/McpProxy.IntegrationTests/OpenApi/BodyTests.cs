namespace McpProxy.IntegrationTests.OpenApi;

/// <summary>Each kind of body, as the upstream gets it.</summary>
public sealed class BodyTests
{
    private const string Document = "bodies-3.0.json";

    [Theory]
    [InlineData("flat", """{ "a": null, "n": 2, "type": "t" }""", """{"a":null,"n":2,"@type":"t"}""")]
    [InlineData("flat", """{ "a": "x", "ref": null, "bad": "anything" }""", """{"a":"x","bad":"anything","ref":null}""")]
    [InlineData("allOf", """{ "name": "n", "extra": 1 }""", """{"extra":1,"name":"n"}""")]
    [InlineData("oneOf", """{ "body": { "kind": "dog", "barks": true } }""", """{ "kind": "dog", "barks": true }""")]
    [InlineData("map", """{ "body": { "any": 1 } }""", """{ "any": 1 }""")]
    [InlineData("list", """{ "body": [ { "name": "x" } ] }""", """[ { "name": "x" } ]""")]
    [InlineData("tree", """{ "value": "v", "children": [ { "left": {} } ] }""", """{"children":[ { "left": {} } ],"value":"v"}""")]
    [InlineData("optional", """{ "reason": "r" }""", """{"reason":"r"}""")]
    [InlineData("optional", "{}", "")]
    [InlineData("form", """{ "name": "a b", "tags": ["x", "y"], "joined": ["p", "q"], "address": { "city": "z" } }""", "address=%7B%22city%22%3A%22z%22%7D&joined=p,q&name=a+b&tags=x&tags=y")]
    [InlineData("text", """{ "body": "plain \"text\"" }""", "plain \"text\"")]
    [InlineData("xml", """{ "body": "<a/>" }""", "<a/>")]
    [InlineData("binary", """{ "body": "aGVsbG8=" }""", "hello")]
    public async Task Call_OfAnOperation_SendsTheBody(string tool, string arguments, string body)
    {
        await using var host = await ApiHost.StartAsync("", SomeDocument.Read(Document));

        Assert.Equal(body, (await host.CallAsync(tool, arguments)).Body);
    }

    [Theory]
    [InlineData("flat", "application/json")]
    [InlineData("vendor", "application/vnd.things.v1+json")]
    [InlineData("form", "application/x-www-form-urlencoded")]
    [InlineData("text", "text/plain")]
    [InlineData("xml", "application/xml")]
    [InlineData("binary", "application/octet-stream")]
    public async Task Call_OfAnOperation_NamesTheMediaType(string tool, string type)
    {
        await using var host = await ApiHost.StartAsync("", SomeDocument.Read(Document));

        var request = await host.CallAsync(tool, tool switch { "flat" => """{ "a": "x" }""", "vendor" or "form" => "{}", _ => """{ "body": "aGk=" }""" });

        Assert.Equal(type, request.Headers["Content-Type"]);
        Assert.Equal(tool == "vendor" ? "application/vnd.answer.v1+json" : "application/json, */*;q=0.8", request.Headers["Accept"]);
    }

    [Fact]
    public async Task Call_OfAMultipartForm_WritesEachPartAsItIsDescribed()
    {
        await using var host = await ApiHost.StartAsync("", SomeDocument.Read(Document));

        var body = (await host.CallAsync("multipart", """{ "title": "t", "meta": { "k": 1 }, "note": "*n*", "file": "iVBORw==" }""")).Body;

        Assert.Contains("name=\"title\"\r\n\r\nt\r\n", body, StringComparison.Ordinal);
        Assert.Contains("name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{ \"k\": 1 }\r\n", body, StringComparison.Ordinal);
        Assert.Contains("name=\"note\"\r\nContent-Type: text/markdown\r\n\r\n*n*\r\n", body, StringComparison.Ordinal);
        Assert.Contains("name=\"file\"; filename=\"file\"\r\nContent-Type: image/png\r\n\r\n\u0089PNG\r\n", body, StringComparison.Ordinal);
        Assert.StartsWith("multipart/form-data; boundary=", (await host.CallAsync("multipartWithoutFiles", """{ "title": "t" }""")).Headers["Content-Type"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("flat", """{ "a": "z" }""")]
    [InlineData("flat", """{ "n": 1, "a": "x" }""")]
    [InlineData("flat", """{ "a": "x", "created": "2020-01-01T00:00:00Z" }""")]
    [InlineData("allOf", """{ "name": "n" }""")]
    [InlineData("oneOf", """{ "body": { "kind": "cow" } }""")]
    [InlineData("map", """{ "body": { "any": "text" } }""")]
    [InlineData("tree", """{ "children": [ { "left": { "value": 5 } } ] }""")]
    [InlineData("binary", """{ "body": "not base64!" }""")]
    public async Task Call_WithAWrongBody_IsRefused(string tool, string arguments)
    {
        await using var host = await ApiHost.StartAsync("", SomeDocument.Read(Document));

        await host.RefuseAsync(tool, arguments);
    }

    [Fact]
    public async Task Operations_ThatCannotBeMapped_AreSkippedWithTheirReasons()
    {
        await using var host = await ApiHost.StartAsync("", SomeDocument.Read(Document));

        var report = Assert.Single(host.Reports);
        Assert.Equal(
            [
                "GET /getbody (getWithBody): It demands a body, which a GET request does not have.",
                "POST /elsewhere (elsewhere): It is served by https://uploads.example.com and not by https://api.example.com, as the rest of the document is.",
                "TRACE /trace (trace): TRACE requests are not forwarded.",
            ],
            report.Skipped.Select(e => $"{e.Source}: {e.Note}"));
        Assert.DoesNotContain("elsewhere", host.Tools);
    }
}
