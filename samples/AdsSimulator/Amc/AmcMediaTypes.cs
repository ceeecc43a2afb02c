namespace AdsSimulator.Amc;

internal static class AmcMediaTypes
{
    public const string Workflows = "application/vnd.amcworkflows.v1+json";
    public const string Executions = "application/vnd.amcworkflowexecutions.v1+json";
    public const string Schedules = "application/vnd.amcschedules.v1+json";
    public const string DataSources = "application/vnd.amcdatasources.v1+json";
}
