using System.Text.Json;

namespace McpProxy.Mcp.Wire;

/// <summary>Names of methods, and who serves them.</summary>
internal static class McpMethods
{
    /// <summary>Reads the method a reader stands on, without making a string of it.</summary>
    public static McpMethod Read(ref readonly Utf8JsonReader reader)
    {
        // The hot methods first; each comparison begins with the length.
        foreach (var method in (ReadOnlySpan<McpMethod>)
        [
            McpMethod.ToolsCall, McpMethod.ToolsList, McpMethod.ServerDiscover, McpMethod.Ping, McpMethod.Initialize,
            McpMethod.Initialized, McpMethod.Cancelled, McpMethod.SubscriptionsListen, McpMethod.PromptsGet,
            McpMethod.ResourcesRead, McpMethod.TasksGet, McpMethod.TasksUpdate, McpMethod.TasksCancel,
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
        McpMethod.PromptsGet => "prompts/get",
        McpMethod.ResourcesRead => "resources/read",
        McpMethod.TasksGet => "tasks/get",
        McpMethod.TasksUpdate => "tasks/update",
        McpMethod.TasksCancel => "tasks/cancel",
        McpMethod.Initialized => "notifications/initialized",
        McpMethod.Cancelled => "notifications/cancelled",
        _ => "_other",
    };

    /// <summary>Whether a request of this method is answered with a result in the given era.</summary>
    public static bool IsServed(McpMethod method, bool modern) => method switch
    {
        McpMethod.ToolsCall or McpMethod.ToolsList => true,
        McpMethod.ServerDiscover or McpMethod.SubscriptionsListen => modern,
        McpMethod.Initialize or McpMethod.Ping => !modern,
        _ => false,
    };

    private static ReadOnlySpan<byte> Utf8Name(McpMethod method) => method switch
    {
        McpMethod.ToolsCall => "tools/call"u8,
        McpMethod.ToolsList => "tools/list"u8,
        McpMethod.ServerDiscover => "server/discover"u8,
        McpMethod.SubscriptionsListen => "subscriptions/listen"u8,
        McpMethod.Initialize => "initialize"u8,
        McpMethod.Ping => "ping"u8,
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
