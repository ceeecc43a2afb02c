using System.Text.Json;
using System.Text.Json.Nodes;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools.Profiles;

/// <summary>The tool that lets the user choose: by a form of the client, or, where there is none, in the conversation.</summary>
internal sealed class ProfilePicker(ProfileDirectory directory, ProfileChoiceTools choices)
{
    private const string Question = "profile";

    private const string Field = "profile_id";

    /// <summary>A form with more choices helps nobody.</summary>
    private const int MostChoices = 50;

    public PluginTool Make(AdsToolBuilder tools)
    {
        var tool = tools.Raw("select_profile", "Let the user choose the advertising profile that later calls work with. Clients that cannot show forms get the choices instead.", RunAsync);
        return tool with { IsIdempotent = true };
    }

    private async ValueTask<PluginToolResult> RunAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        if (call.Answers.TryGetValue(Question, out var answer))
        {
            return AdsToolBuilder.Result(await TakeAsync(call, answer, cancellationToken));
        }

        var view = await directory.GetAsync(call, context: null, refresh: false, cancellationToken);
        var profiles = view.Snapshot.Profiles;
        return profiles.Count == 0
            ? throw new UseFailure("PROFILE_NOT_FOUND", "There are no profiles for this identity and region.", "Choose another identity or region first.")
            : call.CanAskUser && profiles.Count <= MostChoices
            ? PluginToolResult.Ask([new ToolQuestion(Question, "Which advertising profile should be used?", Form(profiles))])
            : AdsToolBuilder.Result(Choices(profiles));
    }

    private async ValueTask<JsonObject> TakeAsync(PluginToolCall call, JsonElement answer, CancellationToken cancellationToken)
    {
        var action = Text(answer, "action");
        return action == "accept" && answer.TryGetProperty("content", out var content) && Text(content, Field) is { } id
            ? await choices.SetAsync(call, id, cancellationToken)
            : new JsonObject { ["success"] = false, ["action"] = action ?? "cancel", ["message"] = "The user chose no profile; nothing has changed." };
    }

    private static JsonObject Choices(IReadOnlyList<AdsProfile> profiles) => new()
    {
        ["success"] = true,
        ["action"] = "choose",
        ["items"] = new JsonArray([.. profiles.Take(MostChoices).Select(p => (JsonNode)p.ToJson())]),
        ["total_count"] = profiles.Count,
        ["returned_count"] = Math.Min(profiles.Count, MostChoices),
        ["has_more"] = profiles.Count > MostChoices,
        ["message"] = "Nothing has been chosen yet: ask the user which of these to use, and call set_active_profile with its id."
            + (profiles.Count > MostChoices ? " There are more: find them with search_profiles." : ""),
    };

    private static string Form(IReadOnlyList<AdsProfile> profiles) => new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject
        {
            [Field] = new JsonObject
            {
                ["type"] = "string",
                ["title"] = "Profile",
                ["enum"] = new JsonArray([.. profiles.Select(p => (JsonNode)p.Id)]),
                ["enumNames"] = new JsonArray([.. profiles.Select(p => (JsonNode)$"{p.Name} ({p.CountryCode}, {p.AccountType})")]),
            },
        },
        ["required"] = new JsonArray(Field),
    }.ToJsonString();

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
