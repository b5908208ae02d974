package org.example

class Counter implements Serializable {
    def steps
    int count

    Counter(steps) {
        this.steps = steps
    }

    def next() {
        count++
        steps.echo "counted ${count}"
        steps.sleep 1
        return this
    }
}
