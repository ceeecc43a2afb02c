using System.Text.Json;

namespace McpProxy.Mcp.Wire;

/// <summary>Names of methods.</summary>
internal static class McpMethods
{
    /// <summary>Reads the method a reader stands on, without making a string of it.</summary>
    public static McpMethod Read(ref readonly Utf8JsonReader reader)
    {
        // The hot methods first; each comparison begins with the length.
        foreach (var method in (ReadOnlySpan<McpMethod>)
        [
            McpMethod.ToolsCall, McpMethod.ToolsList, McpMethod.ServerDiscover, McpMethod.Ping, McpMethod.Initialize,
            McpMethod.Initialized, McpMethod.Cancelled, McpMethod.SubscriptionsListen, McpMethod.ResourcesRead,
            McpMethod.PromptsGet, McpMethod.CompletionComplete, McpMethod.ResourcesList, McpMethod.ResourceTemplatesList,
            McpMethod.PromptsList, McpMethod.ResourcesSubscribe, McpMethod.ResourcesUnsubscribe, McpMethod.LoggingSetLevel,
            McpMethod.TasksGet, McpMethod.TasksUpdate, McpMethod.TasksCancel,
        ])
        {
            if (reader.ValueTextEquals(Utf8Name(method)))
            {
                return method;
            }
        }

        return McpMethod.Other;
    }

    /// <summary>The name on the wire; <c>_other</c> for <see cref="McpMethod.Other"/>, as in metrics.</summary>
    public static string Name(McpMethod method) => method switch
    {
        McpMethod.ToolsCall => "tools/call",
        McpMethod.ToolsList => "tools/list",
        McpMethod.ServerDiscover => "server/discover",
        McpMethod.SubscriptionsListen => "subscriptions/listen",
        McpMethod.Initialize => "initialize",
        McpMethod.Ping => "ping",
        McpMethod.PromptsList => "prompts/list",
        McpMethod.ResourcesList => "resources/list",
        McpMethod.ResourceTemplatesList => "resources/templates/list",
        McpMethod.ResourcesSubscribe => "resources/subscribe",
        McpMethod.ResourcesUnsubscribe => "resources/unsubscribe",
        McpMethod.CompletionComplete => "completion/complete",
        McpMethod.LoggingSetLevel => "logging/setLevel",
        McpMethod.PromptsGet => "prompts/get",
        McpMethod.ResourcesRead => "resources/read",
        McpMethod.TasksGet => "tasks/get",
        McpMethod.TasksUpdate => "tasks/update",
        McpMethod.TasksCancel => "tasks/cancel",
        McpMethod.Initialized => "notifications/initialized",
        McpMethod.Cancelled => "notifications/cancelled",
        _ => "_other",
    };

    private static ReadOnlySpan<byte> Utf8Name(McpMethod method) => method switch
    {
        McpMethod.ToolsCall => "tools/call"u8,
        McpMethod.ToolsList => "tools/list"u8,
        McpMethod.ServerDiscover => "server/discover"u8,
        McpMethod.SubscriptionsListen => "subscriptions/listen"u8,
        McpMethod.Initialize => "initialize"u8,
        McpMethod.Ping => "ping"u8,
        McpMethod.PromptsList => "prompts/list"u8,
        McpMethod.ResourcesList => "resources/list"u8,
        McpMethod.ResourceTemplatesList => "resources/templates/list"u8,
        McpMethod.ResourcesSubscribe => "resources/subscribe"u8,
        McpMethod.ResourcesUnsubscribe => "resources/unsubscribe"u8,
        McpMethod.CompletionComplete => "completion/complete"u8,
        McpMethod.LoggingSetLevel => "logging/setLevel"u8,
        McpMethod.PromptsGet => "prompts/get"u8,
        McpMethod.ResourcesRead => "resources/read"u8,
        McpMethod.TasksGet => "tasks/get"u8,
        McpMethod.TasksUpdate => "tasks/update"u8,
        McpMethod.TasksCancel => "tasks/cancel"u8,
        McpMethod.Initialized => "notifications/initialized"u8,
        McpMethod.Cancelled => "notifications/cancelled"u8,
        _ => default,
    };
}
