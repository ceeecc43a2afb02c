namespace ConformanceUpstream;

/// <summary>Lets a tool call change the list of tools, as an operator who edits the configuration would.</summary>
internal static class ToolChangeEndpoints
{
    public static void MapToolChanges(this WebApplication app, ConfigurationLayer layer) =>
        app.MapPost("/fixtures/tools/change", () => Results.Text($"The configuration now names {layer.Change()}."));
}
