using System.Net;
using McpProxy.Forwarding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.SessionAffinity;

namespace McpProxy.UnitTests.Forwarding;

public sealed class HashCookieSessionAffinityPolicyTests
{
    private const string CookieOfNa = "oQDtSubnKqWHo8XpQzq8TQ";
    private const string CookieOfEu = "7Fjy2HPCqNCV8S_RlUWJwQ";

    [Theory]
    [InlineData("amazon-ads", "na", CookieOfNa)]
    [InlineData("Amazon-Ads", "NA", CookieOfNa)]
    [InlineData("amazon-ads", "eu", CookieOfEu)]
    public void Hash_SameConfiguration_IsTheSameInEveryProcess(string cluster, string destination, string expected) =>
        Assert.Equal(expected, HashCookieSessionAffinityPolicy.Hash(cluster, destination));

    [Fact]
    public void Hash_SameDestinationNameInAnotherCluster_Differs() =>
        Assert.NotEqual(HashCookieSessionAffinityPolicy.Hash("amazon-ads", "na"), HashCookieSessionAffinityPolicy.Hash("other", "na"));

    [Fact]
    public async Task Request_WithoutCookie_IsBalancedAndGetsACookie()
    {
        await using var proxy = await AffinityProxy.StartAsync();
        var first = await proxy.SendAsync();
        var second = await proxy.SendAsync();

        Assert.Equal(["eu", "na"], new[] { first.Destination, second.Destination }.Order());
        Assert.Equal(first.Destination == "na" ? CookieOfNa : CookieOfEu, first.Cookie);
        Assert.Equal($"ads-affinity={first.Cookie}; path=/; httponly", first.SetCookie);
    }

    [Theory]
    [InlineData(CookieOfNa, "na")]
    [InlineData(CookieOfEu, "eu")]
    public async Task Request_WithCookie_SticksAndGetsNoNewCookie(string cookie, string destination)
    {
        await using var proxy = await AffinityProxy.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(new AffinityAnswer(HttpStatusCode.OK, destination, null), await proxy.SendAsync(cookie));
        }
    }

    [Fact]
    public async Task Request_DestinationFailedAndRedistribute_IsGivenAnotherDestinationForGood()
    {
        await using var proxy = await AffinityProxy.StartAsync();
        proxy.MarkUnhealthy("na");
        var answer = await proxy.SendAsync(CookieOfNa);

        Assert.Equal((HttpStatusCode.OK, "eu", CookieOfEu), (answer.Status, answer.Destination, answer.Cookie));
        Assert.Equal(new AffinityAnswer(HttpStatusCode.OK, "eu", null), await proxy.SendAsync(answer.Cookie));
    }

    [Fact]
    public async Task Request_DestinationFailedAndReturn503_Is503()
    {
        await using var proxy = await AffinityProxy.StartAsync(new() { FailurePolicy = SessionAffinityConstants.FailurePolicies.Return503Error });
        proxy.MarkUnhealthy("na");

        Assert.Equal(new AffinityAnswer(HttpStatusCode.ServiceUnavailable, null, null), await proxy.SendAsync(CookieOfNa));
        Assert.Equal("eu", (await proxy.SendAsync(CookieOfEu)).Destination);
    }

    [Theory]
    [InlineData("forged")]
    [InlineData("")]
    public async Task Request_CookieNobodyIssued_IsRedistributed(string cookie)
    {
        await using var proxy = await AffinityProxy.StartAsync();
        var answer = await proxy.SendAsync(cookie);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains(answer.Cookie, new[] { CookieOfNa, CookieOfEu });
    }

    [Fact]
    public async Task Cookie_AllAttributesConfigured_HasThemAll()
    {
        var cookie = new SessionAffinityCookieConfig
        {
            Path = "/v2",
            Domain = "ads.example",
            HttpOnly = false,
            SecurePolicy = CookieSecurePolicy.Always,
            SameSite = SameSiteMode.Strict,
            MaxAge = TimeSpan.FromMinutes(5),
            Expiration = TimeSpan.FromHours(1),
            IsEssential = true,
        };
        await using var proxy = await AffinityProxy.StartAsync(new() { Cookie = cookie }, new FixedTime(new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero)));
        var answer = await proxy.SendAsync();

        Assert.Equal(
            $"ads-affinity={answer.Cookie}; expires=Sat, 21 Nov 2026 13:00:00 GMT; max-age=300; domain=ads.example; path=/v2; secure; samesite=strict",
            answer.SetCookie);
    }

    [Fact]
    public async Task Cookie_SecureAsTheRequest_IsNotSecureOverHttp()
    {
        await using var proxy = await AffinityProxy.StartAsync(new() { Cookie = new() { SecurePolicy = CookieSecurePolicy.SameAsRequest } });

        Assert.DoesNotContain("secure", (await proxy.SendAsync()).SetCookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Cookie_SecureAsTheRequest_IsSecureOverHttps()
    {
        var context = new DefaultHttpContext { Request = { Scheme = "https" } };
        var policy = new HashCookieSessionAffinityPolicy(TimeProvider.System, NullLogger<HashCookieSessionAffinityPolicy>.Instance);
        policy.AffinitizeResponse(
            context,
            new ClusterState("amazon-ads"),
            new() { AffinityKeyName = AffinityProxy.Cookie, Cookie = new() { SecurePolicy = CookieSecurePolicy.SameAsRequest } },
            new DestinationState("na"));

        Assert.Equal($"ads-affinity={CookieOfNa}; path=/; secure; httponly", context.Response.Headers.SetCookie.ToString());
    }

    [Fact]
    public void AddForwarding_Twice_LeavesOnePolicyOfEveryName()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddReverseProxy();
        services.AddForwarding().AddForwarding();
        using var provider = services.BuildServiceProvider();

        var names = provider.GetServices<ISessionAffinityPolicy>().Select(p => p.Name).ToArray();
        Assert.Equal(["ArrCookie", "Cookie", "CustomHeader", "HashCookie"], names.Order());
    }

    [Fact]
    public void AddForwarding_BeforeYarp_SaysWhichOrderIsRight()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddForwarding());

        Assert.Equal("McpProxy replaces parts of YARP: call AddReverseProxy() first.", error.Message);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, "services.AddReverseProxy() was called after services.AddMcpProxy(configuration): call it before.")]
    public void EnsureForwarding_YarpRegisteredAgain_SaysWhichOrderIsRight(bool again, string? message)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddReverseProxy();
        services.AddForwarding();
        if (again)
        {
            services.AddReverseProxy();
        }

        using var provider = services.BuildServiceProvider();

        Assert.Equal(message, Record.Exception(() => ForwardingSetup.EnsureForwarding(provider))?.Message);
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
