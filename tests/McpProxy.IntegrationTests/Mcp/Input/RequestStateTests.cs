using System.Buffers.Text;
using McpProxy.IntegrationTests.Cli;

namespace McpProxy.IntegrationTests.Mcp.Input;

/// <summary>The state between a question and its answer is in the hands of whoever calls: it must be good for nothing else.</summary>
public sealed class RequestStateTests
{
    private const string Form = """{"elicitation":{}}""";
    private const string Ada = """{"name":{"action":"accept","content":{"name":"Ada"}}}""";

    [Fact]
    public async Task State_AnyBitChanged_IsRefused()
    {
        await using var door = await InputDoor.StartAsync("Direct");
        var bytes = Base64Url.DecodeFromChars(InputDoor.State(await door.CallAsync("name", Form)));

        foreach (var at in new[] { 0, 11, 12, 19, 20, 52, 84, bytes.Length - 17, bytes.Length - 1 })
        {
            var changed = (byte[])bytes.Clone();
            changed[at] ^= 1;
            await AssertRefusedAsync(door, "name", Base64Url.EncodeToString(changed), "not one this server gave");
        }

        Assert.Single(door.Upstream.Requests);
    }

    [Theory]
    [InlineData("Direct", "")]
    [InlineData("Direct", "AAAA")]
    [InlineData("Direct", "not base64 at all")]
    [InlineData("Sdk", "AAAA")]
    public async Task State_NotOurs_IsRefused(string engine, string state)
    {
        await using var door = await InputDoor.StartAsync(engine);

        await AssertRefusedAsync(door, "name", state, "not one this server gave");
    }

    [Fact]
    public async Task State_Oversized_IsRefused()
    {
        await using var door = await InputDoor.StartAsync("Direct");

        await AssertRefusedAsync(door, "name", new string('A', 100_000), "not one this server gave");
    }

    [Fact]
    public async Task State_Appended_IsRefused()
    {
        await using var door = await InputDoor.StartAsync("Direct");
        var state = InputDoor.State(await door.CallAsync("name", Form));

        await AssertRefusedAsync(door, "name", state + "-TAMPERED", "not one this server gave");
    }

    [Fact]
    public async Task State_NotAString_IsRefused()
    {
        await using var door = await InputDoor.StartAsync("Direct");

        Assert.Equal(-32602, (await door.CallAsync("name", Form, members: "\"requestState\":{}")).Code);
    }

    [Fact]
    public async Task State_OfAnotherCaller_IsRefusedAsIfItWereNobodys()
    {
        await using var door = await InputDoor.StartAsync("Direct");
        var state = InputDoor.State(await door.CallAsync("name", Form, user: "ada"));

        await AssertRefusedAsync(door, "name", state, "not one this server gave", user: "eve");
        await AssertRefusedAsync(door, "name", state, "not one this server gave");
    }

    [Theory]
    [InlineData("other", "{}")]
    [InlineData("name", """{"a":"other"}""")]
    [InlineData("name", """{"a":"x"}""")]
    [InlineData("name", "{}")]
    public async Task State_OfAnotherRequest_IsRefused(string tool, string arguments)
    {
        await using var door = await InputDoor.StartAsync("Direct");
        var state = InputDoor.State(await door.CallAsync("name", Form, """{"a":"x","b":"y"}"""));

        await AssertRefusedAsync(door, tool, state, "another request", arguments);
    }

    [Fact]
    public async Task State_OfTheSameRequestWrittenDifferently_IsTaken()
    {
        await using var door = await InputDoor.StartAsync("Direct");
        var asked = await door.CallAsync("name", Form, """{"a":"x","b":"y"}""");

        var done = await door.AnswerAsync("name", Form, asked, Ada, """{ "b": "\u0079", "a": "x" }""");

        Assert.Equal("complete", (string?)done.Result!["resultType"]);
    }

    [Fact]
    public async Task State_AfterItsLife_IsRefused()
    {
        await using var door = await InputDoor.StartAsync("Direct");
        var state = InputDoor.State(await door.CallAsync("name", Form));
        door.Time.Advance(TimeSpan.FromMinutes(10));

        await AssertRefusedAsync(door, "name", state, "expired");
    }

    /// <summary>Allowed, as the specification has it; documented. An upstream that must act once sees to that itself.</summary>
    [Fact]
    public async Task State_UsedTwiceWithinItsLife_IsTakenTwice()
    {
        await using var door = await InputDoor.StartAsync("Direct");
        var asked = await door.CallAsync("name", Form);

        Assert.Equal("complete", (string?)(await door.AnswerAsync("name", Form, asked, Ada)).Result!["resultType"]);
        Assert.Equal("complete", (string?)(await door.AnswerAsync("name", Form, asked, Ada)).Result!["resultType"]);
    }

    [Fact]
    public async Task State_OfARetiringKey_IsTakenUntilTheKeyIsGone()
    {
        using var folder = new WorkFolder();
        var oldKey = Key(folder, "old", "0123456789abcdef0123456789abcdef");
        var newKey = Key(folder, "new", "fedcba9876543210fedcba9876543210");
        await using var before = await InputDoor.StartAsync("Direct", key: oldKey);
        await using var during = await InputDoor.StartAsync("Direct", key: $"{newKey},{oldKey}");
        await using var after = await InputDoor.StartAsync("Direct", key: newKey);
        var asked = await before.CallAsync("name", Form);

        Assert.Equal("complete", (string?)(await during.AnswerAsync("name", Form, asked, Ada)).Result!["resultType"]);
        Assert.Equal(-32602, (await after.AnswerAsync("name", Form, asked, Ada)).Code);
        Assert.Equal("complete", (string?)(await after.AnswerAsync("name", Form, await during.CallAsync("name", Form), Ada)).Result!["resultType"]);
    }

    [Fact]
    public async Task State_WithoutConfiguredKey_IsGoodForThisProcessOnly()
    {
        await using var one = await InputDoor.StartAsync("Direct");
        await using var other = await InputDoor.StartAsync("Direct");

        Assert.Equal(-32602, (await other.AnswerAsync("name", Form, await one.CallAsync("name", Form), Ada)).Code);
    }

    private static string Key(WorkFolder folder, string name, string key) => $"\"file:{folder.Write(name, key)}\"";

    private static async Task AssertRefusedAsync(InputDoor door, string tool, string state, string why, string arguments = "{}", string? user = null)
    {
        var answer = await door.CallAsync(tool, Form, arguments, $$""" "inputResponses":{{Ada}},"requestState":"{{state}}" """, user);

        Assert.Equal(-32602, answer.Code);
        Assert.Contains(why, (string?)answer.Body!["error"]!["message"], StringComparison.Ordinal);
    }
}
