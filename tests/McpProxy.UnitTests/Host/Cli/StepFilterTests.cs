using McpProxy.Host.Cli.Explanations;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.UnitTests.Host.Cli;

public sealed class StepFilterTests
{
    /// <summary>Of a transform of a plugin nobody knows which of its values are secrets.</summary>
    [Theory]
    [InlineData("Sign", "partner", "Key", "hunter2", "Sign, Key")]
    [InlineData("RequestHeader", "X-Api-Key", "Set", "hunter2", "RequestHeader X-Api-Key")]
    public async Task Step_OfATransformWithSeveralKeys_NamesItWithoutItsOtherValues(string key, string value, string other, string secret, string name)
    {
        var transform = new Dictionary<string, string> { [key] = value, [other] = secret };

        var route = await new StepFilter().ConfigureRouteAsync(new RouteConfig { Transforms = [transform] }, null, TestContext.Current.CancellationToken);

        Assert.Equal(["", name], route.Transforms!.Where(t => t != transform).Select(t => Assert.Single(t).Value));
        Assert.Contains(transform, route.Transforms!);
    }
}
