using Counterweight.Cli.Comparison.Regression;

namespace Counterweight.Cli.Output;

/// <summary>Writes a comparison of models of a number for people.</summary>
internal static class RegressionOutput
{
    public static void Write(Session session, RegressionReport report)
    {
        var data = report.Source.Data;
        HeaderOutput.Write(
            session,
            report.Source.Source,
            FormattableString.Invariant($"{Shown.Count(data.RowCount, "row")}, {Shown.Count(data.FeatureCount, "feature")}, '{report.Source.LabelColumn}' is predicted; {report.TestRows:N0} test rows, {report.Options.DescribeSplit(isOfClasses: false)}"),
            report.Source.Columns,
            report.Source.Notes);
        var table = new TextTable();
        table.AddColumn(isRight: false, "model");
        table.AddColumn(isRight: true, "RMSE");
        table.AddColumn(isRight: true, "MAE");
        table.AddColumn(isRight: true, "R²");
        table.AddColumn(isRight: true, "fit,", "seconds");
        foreach (var result in report.Results)
        {
            table.AddRow(result.Model.Name, Error(result.RootMeanSquaredError), Error(result.MeanAbsoluteError), Fixed(result.Explained), Fixed(result.FitSeconds));
        }

        TableOutput.Write(session, table);
    }

    // Numbers to predict have any size.
    private static string Error(double value) => NumberText.Of(value, "G4");

    private static string Fixed(double value) => NumberText.Of(value, "0.000");
}
