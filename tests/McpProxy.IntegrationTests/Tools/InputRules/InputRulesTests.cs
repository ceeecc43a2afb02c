using System.Text.Json;
using McpProxy.IntegrationTests.Mcp;
using McpProxy.IntegrationTests.OpenApi;
using McpProxy.Testing;
using McpProxy.Testing.Mcp;
using Microsoft.Extensions.DependencyInjection;

namespace McpProxy.IntegrationTests.Tools.InputRules;

/// <summary>Input rules through the MCP endpoint, on both engines, down to the bytes that the upstream gets.</summary>
public sealed class InputRulesTests
{
    private const string Tools = """
        {
          "find": { "Route": "all", "Request": "GET /{account}/find", "Description": "Finds.", "RequireAnyOf": [ [ "ids", "kind" ] ], "Parameters": {
            "account": { "Type": "integer", "Aliases": [ "accountId" ], "Coerce": [ "Number" ] },
            "ids": { "Type": "string[]", "Aliases": [ "id" ], "Coerce": [ "Json", "List", "Text" ] },
            "kind": { "In": "header", "As": "X-Kind", "Enum": [ "AD_GROUP", "CAMPAIGN" ], "Coerce": [ "EnumCase" ] },
            "tenant": { "In": "cookie", "Aliases": [ "Tenant" ] },
            "from": { "Type": "integer", "DefaultTime": "-30d", "Coerce": [ "EpochMilliseconds" ] } } },
          "store": { "Route": "all", "Request": "POST /store", "Parameters": {
            "filter": { "Type": "object", "Coerce": [ "Json" ], "Aliases": [ "where" ], "As": "query.filter" },
            "day": { "Format": "date", "Coerce": [ "Date" ], "DefaultTime": "now" } } },
          "whole": { "Route": "all", "Request": "PUT /whole", "Parameters": { "items": { "Type": "object[]", "As": "$", "Coerce": [ "Json", "List" ], "Aliases": [ "item" ] } } },
          "form": { "Route": "all", "Request": "POST /form", "Parameters": {
            "names": { "In": "form", "Type": "string[]", "Aliases": [ "name" ], "Coerce": [ "List" ] },
            "at": { "In": "form", "Format": "date-time", "DefaultTime": "-12h" } } },
          "upload": { "Route": "all", "Request": "POST /upload", "Parameters": { "content": { "In": "file", "Aliases": [ "data" ] } } },
          "open": { "Route": "all", "Request": "POST /open", "InputSchema": { "type": "object", "properties": { "a": {}, "b": {} } }, "RequireAnyOf": [ [ "a", "b" ] ] }
        }
        """;

    public static TheoryData<string> Engines { get; } = new("Direct", "Sdk");

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_Rules_DecideWhatTheUpstreamGets(string engine)
    {
        await using var gateway = await RuledGateway.StartAsync(engine, Tools);

        var find = await gateway.SendAsync("find", """{"accountId":"7","id":12,"kind":"ad-group","Tenant":"t"}""");
        Assert.StartsWith("GET /7/find?from=1782993600000&ids=12 HTTP/1.1\r\n", find, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Kind: AD_GROUP\r\n", find, StringComparison.Ordinal);
        Assert.Contains("\r\nCookie: tenant=t\r\n", find, StringComparison.Ordinal);
        Assert.StartsWith("GET /8/find?from=1767225600000&ids=a&ids=3 ", await gateway.SendAsync("find", """{"account":8,"ids":"[\"a\",3]","from":"2026-01-01"}"""), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n{\"day\":\"2026-08-01\",\"query\":{\"filter\":{\"a\": [1]}}}", await gateway.SendAsync("store", """{"where":"{\"a\": [1]}"}"""), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n{\"day\":\"2026-01-31\"}", await gateway.SendAsync("store", """{"day":"2026-01-31T23:00:00-08:00"}"""), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n[{\"a\":1}]", await gateway.SendAsync("whole", """{"item":"{\"a\":1}"}"""), StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nat=2026-08-01T00%3A00%3A00Z&names=x+y", await gateway.SendAsync("form", """{"name":"x y"}"""), StringComparison.Ordinal);
        // The bytes of a file are read out of the rewritten arguments while the request is sent.
        Assert.Contains("\r\n\r\nhello\r\n--", await gateway.SendAsync("upload", """{"data":"aGVsbG8="}"""), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_WhatRulesCannotMend_IsRefused(string engine)
    {
        await using var gateway = await RuledGateway.StartAsync(engine, Tools);

        await AssertRefusedAsync(gateway, "find", """{"account":1,"accountId":2,"ids":["a"]}""", "conflicting_arguments", "The arguments of find are not valid: 'account' and 'accountId' are the same argument, with different values. Give 'account' alone.");
        await AssertRefusedAsync(gateway, "find", """{"account":1}""", "schema_violation", "The arguments of find are not valid:\n- (root): At least one of 'ids', 'kind' is needed.");
        await AssertRefusedAsync(gateway, "open", "{}", "schema_violation", "The arguments of open are not valid:\n- (root): At least one of 'a', 'b' is needed.");
        await AssertRefusedAsync(gateway, "find", """{"account":"x","kind":"ad group"}""", "schema_violation", "/account");
        await AssertRefusedAsync(gateway, "store", """{"where":"{"}""", "schema_violation", "/filter");
        await AssertRefusedAsync(gateway, "find", "[]", null, "");
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Call_ThroughAnotherTool_FollowsTheRulesOfTheCalledOne(string engine)
    {
        await using var gateway = await RuledGateway.StartAsync(engine, Tools, """ , "Disclosure": { "Mode": "Search" } """);

        Assert.StartsWith("GET /7/find?from=1782993600000&ids=a ", await gateway.SendAsync("call_tool", """{"name":"find","arguments":{"accountId":7,"id":"a"}}"""), StringComparison.Ordinal);
        var (isError, text, _) = await gateway.CallAsync("call_tool", """{"name":"find","arguments":{"accountId":7}}""");
        Assert.True(isError);
        Assert.Contains("At least one of 'ids', 'kind'", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task List_Rules_AreNoPartOfTheSchema(string engine)
    {
        await using var gateway = await RuledGateway.StartAsync(engine, Tools, """ , "Slimming": { "MaxToolDescription": 20 } """);

        var answer = await Answer.ReadAsync(await gateway.Proxy.Http.SendAsync(McpMessages.ModernRequest("tools/list")));
        var tools = JsonElement.Parse(answer.Result!.ToJsonString()).GetProperty("tools").EnumerateArray().ToDictionary(t => t.GetProperty("name").GetString()!);

        Assert.Equal("Finds. Requires at least one of ids, kind.", tools["find"].GetProperty("description").GetString());
        var schema = tools["find"].GetProperty("inputSchema");
        Assert.Equal(["type", "properties", "required", "additionalProperties"], schema.EnumerateObject().Select(p => p.Name));
        Assert.Equal("""["account"]""", schema.GetProperty("required").GetRawText());
        Assert.Equal(["account", "from", "ids", "kind", "tenant"], schema.GetProperty("properties").EnumerateObject().Select(p => p.Name));
        Assert.Equal("""{"type":"integer","description":"Default: 30 days before the call."}""", schema.GetProperty("properties").GetProperty("from").GetRawText());
    }

    [Fact]
    public async Task Call_RulesOverAnImport_MendWhatTheDocumentDoesNotTake()
    {
        const string document = """
            { "openapi": "3.1.0", "info": { "title": "t", "version": "1" }, "paths": { "/reports/{kind}": { "post": { "operationId": "list",
              "parameters": [ { "name": "kind", "in": "path", "required": true, "schema": { "$ref": "#/components/schemas/Kind" } } ],
              "requestBody": { "content": { "application/json": { "schema": { "type": "object", "properties": {
                "ids": { "type": "array", "items": { "$ref": "#/components/schemas/Id" } }, "since": { "type": "integer", "format": "int64" } } } } } } } } },
              "components": { "schemas": { "Kind": { "type": "string", "enum": [ "AD_GROUP" ] }, "Id": { "allOf": [ { "type": "string", "minLength": 1 } ] } } } }
            """;
        const string configuration = """
            { "Mcp": { "OpenApi": { "api": { "Document": "api.json", "Cluster": "upstream" } }, "Tools": { "list": { "Parameters": {
              "kind": { "Aliases": [ "type" ], "Coerce": [ "EnumCase" ] }, "ids": { "Aliases": [ "id" ], "Coerce": [ "List", "Text" ] }, "since": { "DefaultTime": "now" } } } } } }
            """;
        await using var host = await ApiHost.StartWithAsync(configuration, [("api.json", document)], builder => builder.Services.AddSingleton<TimeProvider>(new TestTimeProvider()));

        var request = await host.CallAsync("list", """{"type":"ad-group","id":5}""");

        Assert.Equal("POST /reports/AD_GROUP", request.Line);
        Assert.Equal("""{"ids":["5"],"since":1785585600000}""", request.Body);
    }

    private static async Task AssertRefusedAsync(RuledGateway gateway, string tool, string arguments, string? code, string text)
    {
        var answer = await Answer.ReadAsync(await gateway.Proxy.Http.SendAsync(McpMessages.ModernCall(tool, arguments)));
        if (code is null)
        {
            Assert.NotNull(answer.Code);
            return;
        }

        var error = answer.Result!["_meta"]!["mcpproxy/error"]!;
        Assert.Equal(("invalid_arguments", code), ((string?)error["kind"], (string?)error["code"]));
        Assert.Contains(text, (string?)error["message"], StringComparison.Ordinal);
    }
}
