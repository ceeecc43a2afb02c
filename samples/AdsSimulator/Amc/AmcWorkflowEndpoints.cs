using AdsSimulator.Answers;
using AdsSimulator.Generated;

namespace AdsSimulator.Amc;

internal static class AmcWorkflowEndpoints
{
    private const string List = "/amc/reporting/{instanceId}/workflows";
    private const string One = List + "/{workflowId}";

    public static void MapAmcWorkflows(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapRead(List, ListAsync);
        endpoints.MapPost(List, CreateAsync);
        endpoints.MapRead(One, GetAsync);
        endpoints.MapPut(One, UpdateAsync);
        endpoints.MapDelete(One, DeleteAsync);
    }

    private static Task ListAsync(HttpContext context)
    {
        var query = ListQuery.Read(context);
        if (query is not { Items: null, Bytes: null })
        {
            return AmcGenerated.WriteAsync(context, query, "workflows", AmcTemplates.Workflows, 0, AmcMediaTypes.Workflows);
        }

        var all = AmcStore.InstanceOf(context).ListWorkflows();
        var page = new AmcWorkflowList([.. all.Skip(query.Offset).Take((int)query.CountOf(all.Count))], query.NextTokenOf(all.Count));
        return JsonAnswer.WriteAsync(context, page, SimulatorJson.Shared.AmcWorkflowList, AmcMediaTypes.Workflows);
    }

    private static Task GetAsync(HttpContext context)
    {
        var id = IdOf(context);
        return AmcStore.InstanceOf(context).FindWorkflow(id) is { } workflow
            ? JsonAnswer.WriteAsync(context, new AmcWorkflowAnswer(workflow), SimulatorJson.Shared.AmcWorkflowAnswer, AmcMediaTypes.Workflows)
            : NotFoundAsync(context, id);
    }

    private static async Task CreateAsync(HttpContext context)
    {
        if (await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.AmcWorkflow) is not { } workflow)
        {
            return;
        }

        if (string.IsNullOrEmpty(workflow.WorkflowId) || string.IsNullOrEmpty(workflow.SqlQuery))
        {
            await Problem.WriteAsync(context, StatusCodes.Status400BadRequest, "workflowId and sqlQuery are required.");
            return;
        }

        if (!AmcStore.InstanceOf(context).TryAdd(workflow))
        {
            await Problem.WriteAsync(context, StatusCodes.Status409Conflict, $"There is a workflow {workflow.WorkflowId} already.");
            return;
        }

        await DoneAsync(context);
    }

    private static async Task UpdateAsync(HttpContext context)
    {
        if (await JsonAnswer.ReadAsync(context, SimulatorJson.Shared.AmcWorkflow) is not { } workflow)
        {
            return;
        }

        var id = IdOf(context);
        await (AmcStore.InstanceOf(context).TryReplace(workflow with { WorkflowId = id }) ? DoneAsync(context) : NotFoundAsync(context, id));
    }

    private static Task DeleteAsync(HttpContext context) =>
        AmcStore.InstanceOf(context).TryRemoveWorkflow(IdOf(context)) ? DoneAsync(context) : NotFoundAsync(context, IdOf(context));

    private static string IdOf(HttpContext context) => AmcStore.RouteValue(context, "workflowId");

    /// <summary>Writes answer with an empty object, as the real API does.</summary>
    private static Task DoneAsync(HttpContext context) => ByteAnswer.WriteAsync(context, "{}"u8.ToArray(), AmcMediaTypes.Workflows);

    private static Task NotFoundAsync(HttpContext context, string id) =>
        Problem.WriteAsync(context, StatusCodes.Status404NotFound, $"There is no workflow {id}.");
}
