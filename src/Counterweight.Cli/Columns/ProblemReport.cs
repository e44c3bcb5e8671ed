using System.Globalization;
using System.Text;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Columns;

/// <summary>Says all that is wrong with a file in one message.</summary>
internal static class ProblemReport
{
    private const int ListedColumns = 100;
    private const int ListedProblems = 200;
    private const int LineColumns = 80;
    private const string Indentation = "  ";

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
            AppendColumns(message, plan);
        }

        if (command is not null)
        {
            message.Append("\nthis would run:\n  ").Append(command);
        }

        return message.ToString();
    }

    // In lines that fit; a name is not broken.
    private static void AppendColumns(StringBuilder message, TablePlan plan)
    {
        var used = LineColumns;
        var count = Math.Min(plan.Columns.Count, ListedColumns);
        message.Append(CultureInfo.InvariantCulture, $"\nthe file has {Shown.Count(plan.Columns.Count, "column")}{(plan.Columns.Count == 1 && plan.Table.IsDelimited ? " (--separator CHAR if its fields are separated otherwise)" : "")}:");
        for (var place = 0; place < count; place++)
        {
            var name = Listed(plan.Columns[place].Name) + (place + 1 < plan.Columns.Count ? "," : "");
            used += 1 + Shown.Width(name);
            if (used > LineColumns)
            {
                message.Append('\n').Append(Indentation);
                used = Indentation.Length + Shown.Width(name);
            }
            else
            {
                message.Append(' ');
            }

            message.Append(name);
        }

        if (count < plan.Columns.Count)
        {
            message.Append(CultureInfo.InvariantCulture, $"\n{Indentation}and {plan.Columns.Count - count:N0} more");
        }
    }

    private static string Listed(string name)
    {
        var shown = FilePlace.OneLine(name);
        return shown.AsSpan().ContainsAny(", '\"") || shown.Length == 0 ? $"'{shown}'" : shown;
    }
}
