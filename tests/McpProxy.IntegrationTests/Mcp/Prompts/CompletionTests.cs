using System.Net;
using static McpProxy.IntegrationTests.Mcp.ModernDoor;

namespace McpProxy.IntegrationTests.Mcp.Prompts;

/// <summary><c>completion/complete</c> for arguments of prompts.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("Direct", "2026-07-28")]
    [InlineData("Sdk", "2026-07-28")]
    [InlineData("Direct", "2025-03-26")]
    [InlineData("Sdk", "2025-03-26")]
    [InlineData("Direct", "2024-11-05")]
    public async Task Complete_FixedList_PutsBeginningsFirst(string engine, string revision)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        var result = (await gateway.CompleteAsync("review", "tone", "FORM", revision: revision)).Result!;

        AssertJson("""{"values":["Formal","informal"],"total":2,"hasMore":false}""", result["completion"]);
        Assert.Equal(revision == PromptGateway.Modern ? "complete" : null, (string?)result["resultType"]);
    }

    [Theory]
    [InlineData("Direct")]
    [InlineData("Sdk")]
    public async Task Complete_Route_GetsWhatWasTypedAndWhatCameBefore(string engine)
    {
        await using var gateway = await PromptGateway.StartAsync(engine);

        var completion = (await gateway.CompleteAsync("media", "id", "a&b", ""","context":{"arguments":{"kind":"k 1","other":"x"}}""")).Result!["completion"]!;

        Assert.Equal(100, completion["values"]!.AsArray().Count);
        Assert.Equal("a&b0", (string)completion["values"]![0]!);
        Assert.Equal(150, (int)completion["total"]!);
        Assert.True((bool)completion["hasMore"]!);
        Assert.Equal(["GET /ids?prefix=a%26b&kind=k+1"], gateway.Upstream.Requests.Select(r => r.Replace("kind=k+1&prefix=a%26b", "prefix=a%26b&kind=k+1", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", """["alpha","Beta","alphabet"]""")]
    [InlineData("al", """["alpha","alphabet"]""")]
    [InlineData("bet", """["Beta","alphabet"]""")]
    [InlineData("zzz", "[]")]
    public async Task Complete_RouteThatIsNotToldWhatWasTyped_IsFilteredHere(string typed, string expected)
    {
        await using var gateway = await PromptGateway.StartAsync("Direct");

        AssertJson(expected, (await gateway.CompleteAsync("media", "kind", typed)).Result!["completion"]!["values"]);
    }

    [Theory]
    [InlineData("review", "campaignId")]
    [InlineData("review", "nothing")]
    [InlineData("failing", "slow")]
    public async Task Complete_NothingKnownOrUpstreamFails_ProposesNothing(string prompt, string argument)
    {
        foreach (var engine in new[] { "Direct", "Sdk" })
        {
            await using var gateway = await PromptGateway.StartAsync(engine);

            AssertJson("""{"values":[],"total":0,"hasMore":false}""", (await gateway.CompleteAsync(prompt, argument, "x")).Result!["completion"]);
        }
    }

    [Fact]
    public async Task Complete_GuardedRoute_AsksTheCallerToAuthenticate()
    {
        await using var gateway = await PromptGateway.StartAsync("Direct");

        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.CompleteAsync("rendered", "size", "s")).Status);
        AssertJson("""["small"]""", (await gateway.CompleteAsync("rendered", "size", "s", user: "bob")).Result!["completion"]!["values"]);
        AssertJson("""["small","large"]""", (await gateway.CompleteAsync("rendered", "size", "", user: "bob")).Result!["completion"]!["values"]); // The third is no text.
    }

    [Theory]
    [InlineData("""{"type":"ref/prompt","name":"zzz"}""", """{"name":"a","value":""}""", "unknown prompt \"zzz\"")]
    [InlineData("""{"type":"ref/resource","uri":"a://b"}""", """{"name":"a","value":""}""", "unknown resource template \"a://b\"")]
    [InlineData("""{"type":"ref/other"}""", """{"name":"a","value":""}""", "ref.type")]
    [InlineData("""{"type":"ref/prompt"}""", """{"name":"a","value":""}""", "ref.name")]
    [InlineData("7", """{"name":"a","value":""}""", "ref must be")]
    [InlineData("""{"type":"ref/prompt","name":"review"}""", """{"name":"tone","value":1}""", "argument must be")]
    [InlineData("""{"type":"ref/prompt","name":"review"}""", """{"name":"tone"}""", "argument must be")]
    [InlineData("""{"type":"ref/prompt","name":"review"}""", """{"name":"tone","value":"\ud800"}""", "argument must be")]
    [InlineData("""{"type":"ref/prompt","name":"\ud800"}""", """{"name":"tone","value":""}""", "ref.name")]
    [InlineData("""{"type":"ref/prompt","name":"review"}""", """{"name":"tone","value":""},"context":{"arguments":{"a":"\ud800"}}""", "a value of context.arguments")]
    public async Task Complete_BadParams_AreNamed(string reference, string argument, string expected)
    {
        foreach (var engine in new[] { "Direct", "Sdk" })
        {
            await using var gateway = await PromptGateway.StartAsync(engine);

            var answer = await gateway.SendAsync("completion/complete", $"\"ref\":{reference},\"argument\":{argument}");

            Assert.Equal(-32602, answer.Code);
            Assert.Contains(expected, (string)answer.Body!["error"]!["message"]!, StringComparison.Ordinal);
        }
    }
}
