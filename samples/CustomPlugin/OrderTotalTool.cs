using System.Text.Json;
using McpProxy;
using McpProxy.Tools;

namespace CustomPlugin;

/// <summary>Reads an order through its route, and adds it up.</summary>
internal sealed class OrderTotalTool(IRouteCall order)
{
    public async ValueTask<PluginToolResult> RunAsync(PluginToolCall call, CancellationToken cancellationToken)
    {
        var id = call.GetText("id")!; // required by the schema
        var arguments = JsonSerializer.SerializeToUtf8Bytes(new OrderQuery(id), OrderJson.Default.OrderQuery);
        var answer = await order.SendAsync(call, arguments, cancellationToken: cancellationToken);
        if (JsonSerializer.Deserialize(answer.Body.Span, OrderJson.Default.Order) is not { Lines.Count: > 0 } found)
        {
            throw new ProxyErrorException(new ProxyError(ProxyErrorKind.InvalidArguments, "empty_order", $"The order {id} has no lines.")
            {
                Hint = "Choose another order.",
            });
        }

        var total = found.Lines.Sum(l => l.Price * l.Quantity);
        return PluginToolResult.Json(new OrderTotal(id, total, found.Lines.Count), OrderJson.Default.OrderTotal);
    }
}
