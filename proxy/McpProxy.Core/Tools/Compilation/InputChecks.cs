using System.Text;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Tools.Binding;

namespace McpProxy.Tools.Compilation;

/// <summary>
/// Checks that the body of a request can carry the answers that its upstream asked for, and that no caller can write
/// those members itself.
/// </summary>
internal static class InputChecks
{
    public static void Check(ToolConfig tool, RequestTemplate template, string path, ConfigErrors errors)
    {
        if (tool.Input.In != ToolInputLocation.Body)
        {
            return;
        }

        var key = $"{path}:Input:In";
        if (template.Method is "GET" or "HEAD" or "DELETE" || template.BodyKind is not (BodyKind.JsonObject or BodyKind.None))
        {
            errors.Add(ToolErrorCodes.InputNotInBody, key, "The request has no JSON object as its body.", "Leave 'In' out: answers then come in headers.");
        }
        else if (template.Undeclared == ParameterLocation.Body)
        {
            errors.Add(ToolErrorCodes.InputNotInBody, key, "Callers may add members to the body, and so could forge answers.", "Set \"additionalProperties\": false in the InputSchema.");
        }
        else if (template.Body.Any(IsTaken))
        {
            errors.Add(ToolErrorCodes.InputNotInBody, key, $"A parameter is sent as '{CallInput.ResponsesMember}' or '{CallInput.StateMember}'.", "Give it another 'As'.");
        }
    }

    private static bool IsTaken(BodyMember member) =>
        Encoding.UTF8.GetString(member.EncodedName) is $"\"{CallInput.ResponsesMember}\":" or $"\"{CallInput.StateMember}\":";
}
