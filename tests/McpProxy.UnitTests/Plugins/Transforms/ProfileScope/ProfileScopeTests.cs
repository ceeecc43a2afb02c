using McpProxy.Plugins.Transforms.ProfileScope;
using McpProxy.UnitTests.Transforms;
using Microsoft.AspNetCore.Http;

namespace McpProxy.UnitTests.Plugins.Transforms.ProfileScope;

public sealed class ProfileScopeTests
{
    private const string Scope = "Amazon-Advertising-API-Scope";

    [Theory]
    [InlineData("/v2/profiles", null)]
    [InlineData("/v2/profiles/", null)]
    [InlineData("/V2/Profiles", null)]
    [InlineData("/v2/profiles/123", "7")]
    [InlineData("/sp/campaigns/list", "7")]
    public async Task Apply_Path_CarriesTheProfileUnlessForbidden(string path, string? expected)
    {
        var sent = await ApplyAsync(Request(path, "7"));

        Assert.Equal(expected, sent.Header(Scope));
    }

    [Theory]
    [InlineData("/v2/profiles")]
    [InlineData("/sp/campaigns/list")]
    [InlineData("/other")]
    public async Task Apply_CallersOwnCopy_NeverPasses(string path)
    {
        var request = Request(path, null, (Scope, "of the caller"), (Scope.ToUpperInvariant(), "again"));

        Assert.Null((await ApplyAsync(request)).Header(Scope));
    }

    [Theory]
    [InlineData("/sp", true)]
    [InlineData("/sp/campaigns", true)]
    [InlineData("/sb/x", true)]
    [InlineData("/spare", false)]
    [InlineData("/v2/profiles", false)]
    public async Task Apply_NoProfile_FailsWhereItIsRequired(string path, bool fails)
    {
        var request = Request(path, null);

        await ApplyAsync(request);

        var error = ProxyExchange.Get(request)!.Error;
        Assert.Equal(fails ? "profile_required" : null, error?.Code);
        Assert.Equal(fails, error?.Hint?.Contains("set_active_profile", StringComparison.Ordinal) == true && error.Hint.Contains("X-McpProxy-Profile", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Apply_ProfileNoHeaderCarries_FailsWithoutNamingIt()
    {
        var request = Request("/sp", "7\r\nX-Evil: 1");

        await ApplyAsync(request);

        var error = ProxyExchange.Get(request)!.Error!;
        Assert.Equal("header_value_refused", error.Code);
        Assert.DoesNotContain("Evil", error.Message + error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_Mistakes_AreAllReported() => Assert.Equal(
        [
            "ReverseProxy:Routes:ads:Transforms:1:Default: MCP016: 'ü' is not a profile that a header can carry.",
            "ReverseProxy:Routes:ads:Transforms:1:Forbidden: MCP010: Transform ProfileScope takes no 'Forbidden'. Did you mean 'Forbid'?",
            "ReverseProxy:Routes:ads:Transforms:1:ProfileScope: MCP016: 'no header' is not the name of a header that can be set. Name the header that carries the profile.",
            "ReverseProxy:Routes:ads:Transforms:1:Require: MCP016: 'sp' is not a path pattern. Write '/path' for that path alone, '/path/**' with all below it, or several with commas between them.",
        ],
        SomeTransform.Validate(new ProfileScopeFactory(), new FixedCandidate("{}"), new() { ["ProfileScope"] = "no header", ["Forbidden"] = "/x", ["Require"] = "/ok, sp", ["Default"] = "ü" }));

    private static DefaultHttpContext Request(string path, string? profile, params (string Name, string Value)[] headers)
    {
        var request = SomeTransform.Request("GET", path, headers);
        if (profile is not null)
        {
            ProxyExchange.Get(request)!.Offer(ContextValue.Profile, profile, ContextSource.Request);
        }

        return request;
    }

    private static Task<HttpRequestMessage> ApplyAsync(HttpContext request) =>
        SomeTransform.ApplyAsync(request, context => context.AddProfileScope(Scope, ["/v2/profiles"], ["/sp/**", "/sb/**"]));
}
