def call(String who = 'world') {
    echo "Hello, ${who}!"
    return who.length()
}

def loudly(Map arguments) {
    echo "HELLO, ${arguments.who.toUpperCase()}!"
}
