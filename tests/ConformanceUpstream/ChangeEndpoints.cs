namespace ConformanceUpstream;

/// <summary>Lets a tool call change the list of tools or of prompts, as an operator who edits the configuration would.</summary>
internal static class ChangeEndpoints
{
    public static void MapChanges(this WebApplication app, ConfigurationLayer layer)
    {
        app.MapPost("/fixtures/tools/change", () => Results.Text($"The configuration now names {layer.ChangeTool()}."));
        app.MapPost("/fixtures/prompts/change", () => Results.Text($"The configuration now names {layer.ChangePrompt()}."));
    }
}
