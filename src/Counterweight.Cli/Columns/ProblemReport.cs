using System.Globalization;
using System.Text;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Columns;

/// <summary>Says all that is wrong with a file in one message.</summary>
internal static class ProblemReport
{
    private const int ListedColumns = 100;
    private const int ListedProblems = 200;

    /// <summary>The message: how many problems, each on a line, the columns where one was not found, and a command that would run.</summary>
    /// <param name="plan">A plan with problems.</param>
    /// <param name="command">The command that would run; null where there is none.</param>
    public static string Write(TablePlan plan, string? command)
    {
        var message = new StringBuilder();
        if (plan.Problems.Count == 1)
        {
            message.Append(plan.Problems[0].Message);
        }
        else
        {
            message.Append(CultureInfo.InvariantCulture, $"{plan.Table.Source}: {plan.Problems.Count:N0} problems");
            foreach (var problem in plan.Problems.Take(ListedProblems))
            {
                message.Append("\n  ").Append(problem.Message);
            }

            if (plan.Problems.Count > ListedProblems)
            {
                message.Append(CultureInfo.InvariantCulture, $"\n  and {plan.Problems.Count - ListedProblems:N0} more");
            }
        }

        if (plan.Problems.Any(problem => problem.ListsColumns))
        {
            message.Append("\nthe columns are ").AppendJoin(", ", plan.Columns.Take(ListedColumns).Select(column => Listed(column.Name)));
            if (plan.Columns.Count > ListedColumns)
            {
                message.Append(CultureInfo.InvariantCulture, $", … and {plan.Columns.Count - ListedColumns:N0} more");
            }
        }

        if (command is not null)
        {
            message.Append("\nthis would run:\n  ").Append(command);
        }

        return message.ToString();
    }

    private static string Listed(string name)
    {
        var shown = FilePlace.OneLine(name);
        return shown.AsSpan().ContainsAny(", '\"") || shown.Length == 0 ? $"'{shown}'" : shown;
    }
}
