using McpProxy.Configuration;
using McpProxy.Plugins.Transforms.HeaderInject;
using McpProxy.UnitTests.Transforms;

namespace McpProxy.UnitTests.Plugins.Transforms.HeaderInject;

public sealed class HeaderInjectFactoryTests
{
    [Fact]
    public void Validate_EverythingUsed_FindsNothing() => Assert.Empty(Validate("""
        { "Headers": {
            "Authorization": { "Item": "access_token", "Prefix": "Bearer ", "Require": [ "/**" ], "MissingKind": "Internal", "MissingHint": "Log in." },
            "X-Key": { "Secret": "env:KEY", "Forbid": [ "/v2/profiles" ] },
            "X-Client": { "Request": "X-Own", "Claim": "sub", "Exchange": "Identity", "Value": "c", "Mirror": { "X-Client-2": [ "/v1/**" ] } }
        } }
        """));

    [Fact]
    public void Validate_NoHeader_IsAMistake() =>
        Assert.Equal(["McpProxy:HeaderInject:x:Headers: MCP013: No header is named. Name at least one."], Validate("""{ "Headers": {} }"""));

    [Fact]
    public void Validate_NoSource_IsAMistake() => Assert.Equal(
        ["McpProxy:HeaderInject:x:Headers:X-A: MCP013: The header has no source. Set at least one of Item, Exchange, Claim, Request, Secret and Value."],
        Validate("""{ "Headers": { "X-A": { "Prefix": "p" } } }"""));

    [Fact]
    public void Validate_UnresolvedSecret_IsTheOnlyMistake() => Assert.Equal(
        ["McpProxy:HeaderInject:x:Headers:X-A:Secret: MCP021: The environment variable 'NOT_SET' is not set. Set it before the start."],
        Validate("""{ "Headers": { "X-A": { "Secret": "env:NOT_SET" } } }"""));

    [Fact]
    public void Validate_LiteralSecret_IsRefusedWithoutShowingIt()
    {
        var error = Assert.Single(Validate("""{ "Headers": { "X-A": { "Secret": "s3cr3t-literal" } } }"""));

        Assert.StartsWith("McpProxy:HeaderInject:x:Headers:X-A:Secret: MCP020:", error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NamesAndPathsThatCannotBe_AreAllReported() => Assert.Equal(
        [
            "McpProxy:HeaderInject:x:Headers:Bad Name: MCP016: 'Bad Name' is not a header name. Letters, digits and !#$%&'*+-.^_`|~ are allowed.",
            "McpProxy:HeaderInject:x:Headers:X-A:Forbid:1: MCP016: 'v2' is not a path pattern. Write /path for one path, or /path/** for it and everything below.",
            "McpProxy:HeaderInject:x:Headers:X-A:Mirror:Host: MCP016: Header 'Host' belongs to the connection and cannot be injected.",
            "McpProxy:HeaderInject:x:Headers:X-A:Mirror:Host:0: MCP016: '/a/*/b' is not a path pattern. Write /path for one path, or /path/** for it and everything below.",
            "McpProxy:HeaderInject:x:Headers:X-A:Request: MCP016: 'X:Y' is not a header name.",
            "McpProxy:HeaderInject:x:Headers:transfer-encoding: MCP016: Header 'transfer-encoding' belongs to the connection and cannot be injected.",
        ],
        Validate("""
            { "Headers": {
                "Bad Name": { "Value": "v" },
                "transfer-encoding": { "Value": "chunked" },
                "X-A": { "Request": "X:Y", "Forbid": [ "/ok", "v2" ], "Mirror": { "Host": [ "/a/*/b" ] } }
            } }
            """));

    [Theory]
    [InlineData("Proxy-Authorization")]
    [InlineData("Expect")]
    [InlineData("HTTP2-Settings")]
    [InlineData("Mcp-Request-State")]
    public void Validate_HeaderOfTheProxyItself_IsRefused(string name) => Assert.Equal(
        [$"McpProxy:HeaderInject:x:Headers:{name}: MCP016: Header '{name}' belongs to the connection and cannot be injected."],
        Validate($$"""{ "Headers": { "{{name}}": { "Value": "v" } } }"""));

    [Fact]
    public void Validate_LineBreaksInTexts_AreRefused() => Assert.Equal(
        [
            "McpProxy:HeaderInject:x:Headers:X-A:Prefix: MCP016: The text has characters that a header cannot carry. Only printable ASCII is allowed.",
            "McpProxy:HeaderInject:x:Headers:X-A:Secret: MCP016: The text has characters that a header cannot carry. Only printable ASCII is allowed.",
            "McpProxy:HeaderInject:x:Headers:X-A:Value: MCP016: The text has characters that a header cannot carry. Only printable ASCII is allowed.",
        ],
        Validate("""{ "Headers": { "X-A": { "Value": "a\r\nb", "Prefix": "\n", "Secret": "env:BROKEN" } } }"""));

    [Fact]
    public void Validate_KindThatSaysSomethingElse_IsRefused() => Assert.Equal(
        ["McpProxy:HeaderInject:x:Headers:X-A:MissingKind: MCP016: A missing header is not UpstreamHttp. Write one of AuthRequired, Forbidden, InvalidArguments, Internal."],
        Validate("""{ "Headers": { "X-A": { "Item": "a", "MissingKind": "UpstreamHttp" } } }"""));

    [Fact]
    public void Validate_PlaceholderAsTheConfiguredValue_IsAMistakeThatDoesNotShowASecret() => Assert.Equal(
        [
            "McpProxy:HeaderInject:x:Headers:X-A:Paths:0: MCP016: 'adm' is not a path pattern. Write /path for one path, or /path/** for it and everything below.",
            "McpProxy:HeaderInject:x:Headers:X-A:Secret: MCP016: The value is one of those that Reject names: a placeholder. Write the real one, or leave the key out.",
            "McpProxy:HeaderInject:x:Headers:X-A:Value: MCP016: The value is one of those that Reject names: a placeholder. Write the real one, or leave the key out.",
        ],
        Validate("""{ "Headers": { "X-A": { "Value": "NONE", "Secret": "env:KEY", "Reject": [ "none", "KEY-1" ], "Paths": [ "adm" ] } } }"""));

    private static IReadOnlyList<string> Validate(string options) => SomeTransform.Validate(
        new HeaderInjectFactory(),
        new FixedCandidate(
            $$"""{ "McpProxy": { "HeaderInject": { "x": {{options}} } } }""",
            StrictBinderOptions.Default with { ReadVariable = name => name switch { "KEY" => "key-1", "BROKEN" => "a\nb", _ => null } }),
        new() { ["HeaderInject"] = "x" });
}
