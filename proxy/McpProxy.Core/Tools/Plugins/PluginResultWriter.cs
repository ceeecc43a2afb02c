using System.Text.Json;
using McpProxy.Dispatch;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace McpProxy.Tools.Plugins;

/// <summary>Writes what a plugin's tool answers into the exchange, as an upstream would.</summary>
internal static class PluginResultWriter
{
    public static Task WriteAsync(PluginToolResult result, HttpContext context)
    {
        switch (result.Kind)
        {
            case PluginToolResultKind.Failure:
                Fail(result, context);
                return Task.CompletedTask;
            case PluginToolResultKind.Question:
                context.Response.ContentType = "application/vnd.mcp.tool-result+json";
                return WriteQuestionsAsync(result, context.Response);
            default:
                context.Response.ContentType = result.Kind == PluginToolResultKind.Json ? "application/json" : "text/plain; charset=utf-8";
                context.Response.ContentLength = result.Body.Length;
                return context.Response.Body.WriteAsync(result.Body, context.RequestAborted).AsTask();
        }
    }

    private static void Fail(PluginToolResult result, HttpContext context)
    {
        var error = result.Error!; // a failure has one
        if (context.Features.Get<IHttpRequestFeature>() is CorridorRequest request)
        {
            request.FailureContent = result.Body;
        }

        ProxyExchange.Get(context)?.Fail(context, error);
    }

    private static async Task WriteQuestionsAsync(PluginToolResult result, HttpResponse response)
    {
        await using var writer = new Utf8JsonWriter(response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteString("resultType"u8, "input_required"u8);
        writer.WriteStartObject("inputRequests"u8);
        foreach (var question in result.Questions)
        {
            writer.WriteStartObject(question.Key);
            writer.WriteString("method"u8, "elicitation/create"u8);
            writer.WriteStartObject("params"u8);
            writer.WriteString("mode"u8, "form"u8);
            writer.WriteString("message"u8, question.Message);
            writer.WritePropertyName("requestedSchema"u8);
            writer.WriteRawValue(question.Schema);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        if (result.State is { } state)
        {
            writer.WriteString("requestState"u8, state);
        }

        writer.WriteEndObject();
    }
}
