using McpProxy.Plugins.Transforms.HeaderScrub;
using McpProxy.UnitTests.Transforms;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.UnitTests.Plugins.Transforms.HeaderScrub;

public sealed class HeaderScrubTransformTests
{
    /// <summary>What a polluted client sends along to the Amazon Ads API.</summary>
    private static readonly HeaderScrubOptions _amazonAds = new()
    {
        Contains = ["authorization", "amazon-ads-clientid", "amazon-advertising-api-clientid", "amazon-advertising-api-scope", "amazon-ads-accountid", "x-amz-access-token"],
    };

    [Fact]
    public async Task ApplyAsync_SixPollutedHeaders_NoneGoesUpstream()
    {
        var context = SomeTransform.Request(
            "GET",
            "/v2/profiles",
            ("Authorization", "Bearer a"),
            ("Amazon-Ads-ClientId", "b"),
            ("AMAZON-ADVERTISING-API-CLIENTID", "c"),
            ("amazon-advertising-api-scope", "d"),
            ("X-Amazon-Ads-AccountId-Copy", "e"),
            ("x-amz-access-token", "f"),
            ("Accept", "application/json"));

        var request = await SomeTransform.ApplyAsync(context, b => b.AddHeaderScrub(_amazonAds));

        Assert.Equal(["Accept"], request.Headers.NonValidated.Select(h => h.Key));
    }

    [Fact]
    public async Task ApplyAsync_NothingMatches_LeavesRequestUnchanged()
    {
        var context = SomeTransform.Request("GET", "/", ("X-One", "1"), ("X-Two", "2"));

        var request = await SomeTransform.ApplyAsync(context, b => b.AddHeaderScrub(_amazonAds));

        Assert.Equal("1", request.Header("X-One"));
        Assert.Equal("2", request.Header("X-Two"));
    }

    [Fact]
    public async Task ApplyAsync_Names_MatchWholeNamesInAnyCase()
    {
        var context = SomeTransform.Request("GET", "/", ("x-remove", "1"), ("x-remove-not", "2"));

        var request = await SomeTransform.ApplyAsync(context, b => b.AddHeaderScrub(new() { Names = ["X-Remove"] }));

        Assert.Equal(["x-remove-not"], request.Headers.NonValidated.Select(h => h.Key));
    }

    [Fact]
    public async Task ApplyAsync_ContentHeader_IsRemovedToo()
    {
        var context = SomeTransform.Request("POST", "/", ("Content-Language", "en"), ("Content-Length", "3"));

        var request = await SomeTransform.ApplyAsync(context, b => b.AddHeaderScrub(new() { Names = ["Content-Language"] }));

        Assert.False(request.Content!.Headers.NonValidated.Contains("Content-Language"));
    }

    [Fact]
    public async Task ApplyAsync_HeaderOfAnEarlierTransform_IsRemoved()
    {
        var request = await SomeTransform.ApplyAsync(SomeTransform.Request("GET", "/"), b =>
        {
            b.AddRequestHeader("X-Set-Before", "1", append: false);
            b.AddHeaderScrub(new() { Contains = ["x-set"] });
            b.AddRequestHeader("X-Set-After", "1", append: false);
        });

        Assert.Equal(["X-Set-After"], request.Headers.NonValidated.Select(h => h.Key));
    }
}
