using McpProxy.Context;
using McpProxy.Tools;

namespace McpProxy.IntegrationTests.Context;

/// <summary>A tool <c>choose</c> that changes the context and answers with its handle.</summary>
internal sealed class ChooseTool(ICallContexts contexts) : IToolSource
{
    public void AddTools(IToolSourceContext context) => context.AddTool(
        new PluginTool("choose", "Chooses.", async (call, _) =>
        {
            var current = await contexts.ChangeAsync(call.HttpContext, before => before with
            {
                Identity = call.GetText("identity") ?? before.Identity,
                Region = call.GetText("region") ?? before.Region,
                Profiles = call.GetText("profile") is { } profile
                    ? new Dictionary<string, string>(before.Profiles) { [call.GetText("identity") ?? before.Identity ?? ""] = profile }
                    : before.Profiles,
                Countries = call.GetText("country") is { } country
                    ? new Dictionary<string, string>(before.Countries) { [call.GetText("identity") ?? before.Identity ?? ""] = country }
                    : before.Countries,
            });
            return PluginToolResult.Text(current.Handle!);
        })
        {
            Parameters =
            [
                new ToolParameter("identity", "string", "Identity."), new ToolParameter("profile", "string", "Profile."),
                new ToolParameter("region", "string", "Region."), new ToolParameter("country", "string", "Country."), new ToolParameter("context", "string", "Handle."),
            ],
            HandleParameter = "context",
        },
        "McpProxy:Test");
}
