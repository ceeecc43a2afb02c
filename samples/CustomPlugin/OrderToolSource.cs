using McpProxy.Tools;

namespace CustomPlugin;

/// <summary>Brings the tool <c>order_total</c>, when <c>McpProxy:OrderTools</c> is configured.</summary>
public sealed class OrderToolSource : ToolSource<OrderToolsOptions>
{
    /// <inheritdoc />
    public override string Key => "OrderTools";

    /// <inheritdoc />
    public override string Description => "Tools over the orders of a partner.";

    /// <inheritdoc />
    public override bool IsMap => false;

    /// <inheritdoc />
    protected override void AddTools(OrderToolsOptions options, string path, IToolSourceContext context)
    {
        var order = context.AddRoute(new RouteReference("order-tools.order", $"{path}:Route", options.Route, "GET /orders/{id}")
        {
            Parameters = new Dictionary<string, string> { ["id"] = "string!" },
        });
        if (order is null)
        {
            return; // What is wrong is among the errors.
        }

        context.AddTool(
            new PluginTool("order_total", "Add up one order of the partner: the sum of its lines.", new OrderTotalTool(order).RunAsync)
            {
                Parameters = [new ToolParameter("id", "string!", "The id of the order.") { MaxLength = 40 }],
                IsReadOnly = true,
                IsOpenWorld = true,
            },
            path);
    }
}
