using System.Globalization;
using AdsSimulator.Answers;
using AdsSimulator.Generated;

namespace AdsSimulator.Amc;

/// <summary>Data sources: generated, so that their bodies can be as large as a test needs.</summary>
internal static class AmcDataSourceEndpoints
{
    private const int DefaultSources = 25;
    private const int DefaultColumns = 50;
    private const int DefaultColumnsInList = 20;

    public static void MapAmcDataSources(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead("/amc/reporting/{instanceId}/dataSources", ListAsync);
        endpoints.MapRead("/amc/reporting/{instanceId}/dataSources/{dataSourceId}", GetAsync);
    }

    private static Task ListAsync(HttpContext context)
    {
        var columns = (int)QueryNumber.Read(context, "columns", DefaultColumnsInList, 0, 1_000);
        return AmcGenerated.WriteAsync(context, ListQuery.Read(context), "dataSources", AmcTemplates.DataSources(columns), DefaultSources, AmcMediaTypes.DataSources);
    }

    /// <summary>One data source whose columns are the generated list.</summary>
    private static Task GetAsync(HttpContext context)
    {
        var id = AmcStore.RouteValue(context, "dataSourceId");
        if (!IsDataSource(id))
        {
            return Problem.WriteAsync(context, StatusCodes.Status404NotFound, $"There is no data source {id}.");
        }

        var query = ListQuery.Read(context);
        if (query.Bytes is { } bytes)
        {
            // Padding is a member of the root, which is therefore not wrapped here.
            return new GeneratedList(AmcTemplates.DataSourceHead(id), AmcTemplates.Columns, "]}").WriteBytesAsync(context, AmcMediaTypes.DataSources, bytes);
        }

        var body = new GeneratedList("""{"dataSource":""" + AmcTemplates.DataSourceHead(id), AmcTemplates.Columns, "]}}");
        return body.WriteItemsAsync(context, AmcMediaTypes.DataSources, 0, query.Items ?? DefaultColumns);
    }

    /// <summary>Ids are those of the generated list: a name, an underscore and nine digits.</summary>
    private static bool IsDataSource(string id) =>
        id.Length > 10 && id[^10] == '_' && int.TryParse(id.AsSpan(id.Length - 9), NumberStyles.None, CultureInfo.InvariantCulture, out _)
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
