namespace ConformanceUpstream;

/// <summary>A small JSON API, as most upstreams are.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this WebApplication app)
    {
        app.MapGet("/fixtures/orders/{id:int}", (int id) => id < 1000
            ? Results.Json(new { id, state = "shipped", lines = new[] { new { sku = "A-1", quantity = 2 } } })
            : Results.Problem($"There is no order {id}.", statusCode: 404, title: "Order not found"));
        app.MapGet("/fixtures/orders", () => Results.Json(new[] { new { id = 1 }, new { id = 2 } }));
    }
}
