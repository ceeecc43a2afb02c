using System.Security.Claims;
using McpProxy.Plugins.Transforms.HeaderInject;
using McpProxy.UnitTests.Transforms;
using Microsoft.AspNetCore.Http;

namespace McpProxy.UnitTests.Plugins.Transforms.HeaderInject;

public sealed class HeaderInjectTransformTests
{
    private const string ClientId = "Amazon-Advertising-API-ClientId";
    private const string MirroredClientId = "Amazon-Ads-ClientId";
    private const string Scope = "Amazon-Advertising-API-Scope";

    /// <summary>The rules of the Amazon Ads API.</summary>
    private static readonly HeaderInjectOptions _amazonAds = new()
    {
        Headers = new Dictionary<string, InjectedHeaderOptions>
        {
            ["Authorization"] = new() { Item = "access_token", Prefix = "Bearer ", Require = ["/**"] },
            [ClientId] = new()
            {
                Item = "client_id",
                Request = "X-Client-Id",
                Value = "amzn1.default",
                Mirror = new Dictionary<string, IReadOnlyList<string>> { [MirroredClientId] = ["/adsApi/v1/**"] },
            },
            [Scope] = new() { Exchange = ExchangeValue.Profile, Forbid = ["/v2/profiles"] },
        },
    };

    [Theory]
    [InlineData("/v2/profiles", null)]
    [InlineData("/v2/profiles/", null)]
    [InlineData("/v2/profiles/123", "profile-7")]
    public async Task ApplyAsync_ForbiddenPath_CarriesNoScope(string path, string? scope)
    {
        var context = Authorized("GET", path, (Scope, "sent-by-client"));

        var request = await ApplyAsync(context, _amazonAds);

        Assert.Equal(scope, request.Header(Scope));
    }

    [Theory]
    [InlineData("/adsApi/v1/query/campaigns", "amzn1.default")]
    [InlineData("/sp/campaigns/list", null)]
    public async Task ApplyAsync_MirroredPath_CarriesBothNames(string path, string? mirrored)
    {
        var context = Authorized("POST", path, (MirroredClientId, "sent-by-client"));

        var request = await ApplyAsync(context, _amazonAds);

        Assert.Equal("amzn1.default", request.Header(ClientId));
        Assert.Equal(mirrored, request.Header(MirroredClientId));
    }

    [Fact]
    public async Task ApplyAsync_ClientSentCopies_AreReplacedNotAppended()
    {
        var context = Authorized("GET", "/v2/x", ("authorization", "Bearer client"), (ClientId, "client"), (Scope, "client"));

        var request = await ApplyAsync(context, _amazonAds);

        Assert.Equal("Bearer token-1", request.Header("Authorization"));
        Assert.Equal("amzn1.default", request.Header(ClientId));
        Assert.Equal("profile-7", request.Header(Scope));
    }

    [Fact]
    public async Task ApplyAsync_SourceWithoutValue_RemovesClientCopyAndLeavesHeaderOut()
    {
        var context = Authorized("GET", "/v2/x", (Scope, "client"));
        ProxyExchange.Get(context)!.Offer(ContextValue.Profile, null, ContextSource.Request);

        var request = await ApplyAsync(context, _amazonAds);

        Assert.Null(request.Header(Scope));
    }

    [Theory]
    [InlineData("amzn1.item", "amzn1.request", "amzn1.item")]
    [InlineData(null, "amzn1.request", "amzn1.request")]
    [InlineData("", null, "amzn1.default")]
    public async Task ApplyAsync_SeveralSources_FirstWithAValueWins(string? item, string? header, string expected)
    {
        var context = header is null ? Authorized("GET", "/v2/x") : Authorized("GET", "/v2/x", ("X-Client-Id", header));
        if (item is not null)
        {
            ProxyExchange.Get(context)!.SetItem("client_id", item);
        }

        var request = await ApplyAsync(context, _amazonAds);

        Assert.Equal(expected, request.Header(ClientId));
    }

    [Fact]
    public async Task ApplyAsync_RequiredValueMissing_FailsTheExchangeBeforeSending()
    {
        var context = SomeTransform.Request("GET", "/v2/x", ("Authorization", "Bearer client"));

        var request = await ApplyAsync(context, _amazonAds);

        var error = ProxyExchange.Get(context)!.Error!;
        Assert.Equal(ProxyErrorKind.AuthRequired, error.Kind);
        Assert.Equal("required_header_missing", error.Code);
        Assert.Equal("The request was not sent: header 'Authorization' is required on this path and has no value.", error.Message);
        Assert.Equal("Its value comes from exchange item 'access_token'.", error.Hint);
        // What makes YARP stop before it sends.
        Assert.Equal(StatusCodes.Status502BadGateway, context.Response.StatusCode);
        Assert.Null(request.Header("Authorization"));
    }

    [Fact]
    public async Task ApplyAsync_RequiredOnOtherPathsOnly_SendsWithout()
    {
        var context = SomeTransform.Request("GET", "/public/x");

        await ApplyAsync(context, Only("X-Key", new() { Item = "key", Require = ["/private/**"] }));

        Assert.Null(ProxyExchange.Get(context)!.Error);
        Assert.Equal(StatusCodes.Status200OK, context.Response.StatusCode);
    }

    [Fact]
    public async Task ApplyAsync_ForbidAndRequireOnOnePath_ForbidWins()
    {
        var context = SomeTransform.Request("GET", "/x");

        await ApplyAsync(context, Only("X-Key", new() { Item = "key", Require = ["/**"], Forbid = ["/x"] }));

        Assert.Null(ProxyExchange.Get(context)!.Error);
    }

    [Theory]
    [InlineData("OpenBridge", "amzn1.request", "amzn1.request")]
    [InlineData("openbridge", "OPENBRIDGE", "amzn1.default")]
    [InlineData("openbridge-2", null, "openbridge-2")]
    public async Task ApplyAsync_Placeholder_CountsAsNoValue(string item, string? header, string expected)
    {
        var context = header is null ? SomeTransform.Request("GET", "/x") : SomeTransform.Request("GET", "/x", ("X-Client-Id", header));
        ProxyExchange.Get(context)!.SetItem("client_id", item);

        var request = await ApplyAsync(context, Only(ClientId, new() { Item = "client_id", Request = "X-Client-Id", Value = "amzn1.default", Reject = ["openbridge"] }));

        Assert.Equal(expected, request.Header(ClientId));
    }

    [Theory]
    [InlineData("/adm/audiences", "a")]
    [InlineData("/x", null)]
    public async Task ApplyAsync_OtherPathsThanItsOwn_LeaveItOutAndDoNotRequireIt(string path, string? expected)
    {
        var context = SomeTransform.Request("GET", path, ("X-Account", "a"), ("X-Sent", "client"));

        var request = await ApplyAsync(context, Only("X-Sent", new() { Request = "X-Account", Paths = ["/adm/**"], Require = ["/**"] }));

        Assert.Equal(expected, request.Header("X-Sent"));
        Assert.Null(ProxyExchange.Get(context)!.Error);
    }

    [Theory]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("caf\u00e9")]
    public async Task ApplyAsync_ValueThatAHeaderCannotCarry_FailsTheExchange(string value)
    {
        var context = SomeTransform.Request("GET", "/x");
        ProxyExchange.Get(context)!.SetItem("key", value);

        var request = await ApplyAsync(context, Only("X-Key", new() { Item = "key" }));

        var error = ProxyExchange.Get(context)!.Error!;
        Assert.Equal("header_value_refused", error.Code);
        Assert.Equal(ProxyErrorKind.Internal, error.Kind);
        Assert.DoesNotContain(value, error.Message + error.Hint, StringComparison.Ordinal);
        Assert.Null(request.Header("X-Key"));
    }

    [Fact]
    public async Task ApplyAsync_Claim_ComesFromTheCaller()
    {
        var context = SomeTransform.Request("GET", "/x");
        context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "user-9")], "test"));

        var request = await ApplyAsync(context, Only("X-User", new() { Claim = "sub" }));

        Assert.Equal("user-9", request.Header("X-User"));
    }

    [Theory]
    [InlineData(ExchangeValue.Identity, "identity-1")]
    [InlineData(ExchangeValue.Profile, "profile-1")]
    [InlineData(ExchangeValue.Region, "eu")]
    [InlineData(ExchangeValue.RequestId, "request-1")]
    [InlineData(ExchangeValue.ToolName, null)]
    public async Task ApplyAsync_ExchangeValue_IsRead(ExchangeValue property, string? expected)
    {
        var context = SomeTransform.Request("GET", "/x");
        var exchange = ProxyExchange.Get(context)!;
        exchange.Offer(ContextValue.Identity, "identity-1", ContextSource.Request);
        exchange.Offer(ContextValue.Profile, "profile-1", ContextSource.Request);
        exchange.Offer(ContextValue.Region, "eu", ContextSource.Request);

        var request = await ApplyAsync(context, Only("X-Value", new() { Exchange = property }));

        Assert.Equal(expected, request.Header("X-Value"));
    }

    [Fact]
    public async Task ApplyAsync_OutsideTheCorridor_StillFailsWhatIsRequired()
    {
        var context = SomeTransform.Request("GET", "/x");
        context.Features.Set<ProxyExchange>(null);

        await ApplyAsync(context, Only("X-Key", new() { Item = "key", Require = ["/**"] }));

        Assert.Equal(StatusCodes.Status502BadGateway, context.Response.StatusCode);
    }

    private static DefaultHttpContext Authorized(string method, string path, params (string Name, string Value)[] headers)
    {
        var context = SomeTransform.Request(method, path, headers);
        var exchange = ProxyExchange.Get(context)!;
        exchange.SetItem("access_token", "token-1");
        exchange.Offer(ContextValue.Profile, "profile-7", ContextSource.Request);
        return context;
    }

    private static HeaderInjectOptions Only(string name, InjectedHeaderOptions options) =>
        new() { Headers = new Dictionary<string, InjectedHeaderOptions> { [name] = options } };

    private static Task<HttpRequestMessage> ApplyAsync(HttpContext context, HeaderInjectOptions options) =>
        SomeTransform.ApplyAsync(context, b => b.AddHeaderInject(options));
}
