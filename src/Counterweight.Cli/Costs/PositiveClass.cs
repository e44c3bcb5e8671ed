using Counterweight.Cli.Arguments;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Costs;

/// <summary>The class of two that alarms are about.</summary>
internal static class PositiveClass
{
    /// <summary>Its number.</summary>
    /// <param name="name">Its name; null: the rarer class, of equal ones the second.</param>
    /// <param name="classes">All classes.</param>
    /// <param name="counts">Rows of each.</param>
    /// <exception cref="InputException">There is no such class, or there are not two.</exception>
    public static int Of(string? name, IReadOnlyList<string> classes, IReadOnlyList<int> counts)
    {
        if (classes.Count != 2)
        {
            throw new InputException(FormattableString.Invariant($"alarms and costs of each row are about two classes; there are {classes.Count}: {NamedNumbers.List(classes)}"));
        }

        if (name is null)
        {
            return counts[0] < counts[1] ? 0 : 1;
        }

        var place = Array.IndexOf([.. classes], name);
        return place >= 0 ? place : throw new InputException($"--positive '{FilePlace.OneLine(name)}': there is no such class; the classes are {NamedNumbers.List(classes)}");
    }
}
