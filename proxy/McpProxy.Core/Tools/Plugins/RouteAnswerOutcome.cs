using System.Text.Json;
using McpProxy.Dispatch;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Tools.Plugins;

/// <summary>An upstream's answer, for the plugin that asked for it.</summary>
internal sealed class RouteAnswerOutcome(int status, IHeaderDictionary headers, PooledBuffer body) : ToolOutcome
{
    public int Status => status;

    public IHeaderDictionary Headers => headers;

    public ReadOnlyMemory<byte> Body => body.WrittenMemory;

    public override bool IsError => false;

    public override void WriteTo(Utf8JsonWriter writer, ResultDialect dialect) => throw new NotSupportedException("A plugin takes it; no client gets it.");

    public override void Dispose() => body.Dispose();
}
